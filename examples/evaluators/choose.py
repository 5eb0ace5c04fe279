"""Makes the passes of choose.yaml: language models choose among answers by how likely each is after its question.

A line of the dataset is {"question": …, "choices": [one, or another, …], "answer": its number}. A logit is the log-likelihood
of a choice: the sum over its tokens. Questions may have different numbers of choices, and logits are a matrix: what is lacking
is filled up with ABSENT, which is finite, as logits have to be, the same in every model, so that the mean of several stays what
it is, and so low that it is never chosen and its softmax is 0.
"""

import json

import torch
from radin_evaluator import serve
from torch.nn.utils.rnn import pad_sequence
from transformers import AutoModelForCausalLM, AutoTokenizer
from transformers.utils import logging

CHOICES_AT_ONCE = 64
ABSENT = -1e4


@torch.inference_mode()
def evaluate(task):
    tokenizer = AutoTokenizer.from_pretrained(task.weights)
    model = AutoModelForCausalLM.from_pretrained(task.weights).to(task.device).eval()
    with open(task.dataset, encoding="utf-8") as lines:
        questions = [json.loads(line) for line in lines]
    pairs = [(number, place) for number, question in enumerate(questions) for place in range(len(question["choices"]))]
    logits = torch.full((len(questions), max(len(question["choices"]) for question in questions)), ABSENT)
    size = task.batch_size or CHOICES_AT_ONCE
    for first in range(0, len(pairs), size):
        batch = pairs[first : first + size]
        texts = [(questions[number]["question"], questions[number]["choices"][place]) for number, place in batch]
        for (number, place), likelihood in zip(batch, log_likelihoods(model, tokenizer, texts)):
            logits[number, place] = likelihood
        yield batch[-1][0]
    return logits.numpy(), [question["answer"] for question in questions]


def log_likelihoods(model, tokenizer, texts):
    """Of each (question, choice): the sum of log p(token | all before) over the tokens of the choice, [texts]."""
    questions = [tokenizer(question).input_ids for question, _ in texts]
    choices = [tokenizer(" " + choice, add_special_tokens=False).input_ids for _, choice in texts]
    tokens = [torch.tensor(question + choice) for question, choice in zip(questions, choices)]
    # Filled up on the right, where no token looks.
    ids = pad_sequence(tokens, batch_first=True).to(model.device)
    mask = pad_sequence([torch.ones_like(each) for each in tokens], batch_first=True).to(model.device)
    predicted = model(input_ids=ids, attention_mask=mask).logits[:, :-1].float().log_softmax(-1)
    of_tokens = predicted.gather(2, ids[:, 1:, None]).squeeze(2)
    of_choice = torch.zeros_like(of_tokens)
    for row, (question, choice) in enumerate(zip(questions, choices)):
        of_choice[row, len(question) - 1 : len(question) - 1 + len(choice)] = 1
    return (of_tokens * of_choice).sum(1).tolist()


logging.disable_progress_bar()
serve(evaluate)
