"""Makes the passes of classify.yaml: models of transformers that tell classes of texts apart, over lines of JSON with text and label."""

import json

import torch
from radin_evaluator import serve
from transformers import AutoModelForSequenceClassification, AutoTokenizer
from transformers.utils import logging

TEXTS_AT_ONCE = 64


@torch.inference_mode()
def evaluate(task):
    tokenizer = AutoTokenizer.from_pretrained(task.weights)
    model = AutoModelForSequenceClassification.from_pretrained(task.weights).to(task.device).eval()
    with open(task.dataset, encoding="utf-8") as lines:
        examples = [json.loads(line) for line in lines]
    logits = []
    size = task.batch_size or TEXTS_AT_ONCE
    for first in range(0, len(examples), size):
        texts = [example["text"] for example in examples[first : first + size]]
        tokens = tokenizer(texts, padding=True, truncation=True, return_tensors="pt").to(task.device)
        logits.append(model(**tokens).logits.float().cpu())
        yield first + len(texts)
    return torch.cat(logits).numpy(), [example["label"] for example in examples]


logging.disable_progress_bar()
serve(evaluate)
