"""Makes the models and data of classify.yaml and choose.yaml, in folders beside them: python3 make_models.py [FOLDER]

Nothing is fetched: networks begin at random, words and tokenizers are made here. Each pool is one network, trained for a while,
and fine-tuned from there with other seeds, learning rates and halves of the data.
"""

import json
import random
import sys
from pathlib import Path

import torch
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import (
    BertConfig,
    BertForSequenceClassification,
    GPT2Config,
    GPT2LMHeadModel,
    PreTrainedTokenizerFast,
)

RUNS = 5
CLASSES = 3
WORDS = [f"word{number}" for number in range(60)]
THINGS = [f"thing{number}" for number in range(40)]
QUALITIES = {quality: [f"{quality}{number}" for number in range(8)] for quality in ("colour", "shape", "place")}


def tokenizer(words):
    """Words are tokens."""
    vocabulary = {word: number for number, word in enumerate(["[PAD]", "[UNK]", *words])}
    words = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    words.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    return PreTrainedTokenizerFast(tokenizer_object=words, pad_token="[PAD]", unk_token="[UNK]", model_max_length=32)


def train(model, batch, steps, rate, seed):
    """batch(chance) gives tokens and labels."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    optimizer = torch.optim.AdamW(model.parameters(), lr=rate)
    model.train()
    for _ in range(steps):
        optimizer.zero_grad()
        model(**batch(chance)).loss.backward()
        optimizer.step()


def pool(folder, network, tokens, batches, steps):
    """Writes the fine-tuned networks. batches(seed) gives what train takes."""
    base = network()
    train(base, batches(0), steps, 2e-3, 0)
    for run in range(RUNS):
        model = network()
        model.load_state_dict(base.state_dict())
        train(model, batches(run + 1), steps // 2, [5e-4, 1e-3, 2e-3][run % 3], run + 1)
        model.save_pretrained(folder / "models" / f"run-{run}")
        tokens.save_pretrained(folder / "models" / f"run-{run}")


def write(file, examples):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(json.dumps(example) + "\n" for example in examples), encoding="utf-8")


def text(chance):
    """Words of which more than half belong to one class."""
    label = chance.randrange(CLASSES)
    words = [chance.choice(WORDS[label::CLASSES] if chance.random() < 0.55 else WORDS) for _ in range(chance.randint(4, 20))]
    return {"text": " ".join(words), "label": label}


def classify(folder):
    tokens = tokenizer(WORDS)
    config = BertConfig(
        vocab_size=len(tokens),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=32,
        num_labels=CLASSES,
    )

    def batches(seed):
        known = [text(random.Random(1000 * seed + number)) for number in range(250)]

        def batch(chance):
            some = chance.sample(known, 32)
            encoded = tokens([each["text"] for each in some], padding=True, return_tensors="pt")
            return {**encoded, "labels": torch.tensor([each["label"] for each in some])}

        return batch

    pool(folder, lambda: BertForSequenceClassification(config), tokens, batches, 40)
    chance = random.Random(1)
    write(folder / "val.jsonl", [text(chance) for _ in range(400)])
    write(folder / "test.jsonl", [text(chance) for _ in range(400)])


def choose(folder):
    """What colour, shape and place each thing has, which the models have to remember."""
    chance = random.Random(0)
    facts = [(thing, quality, chance.choice(QUALITIES[quality])) for thing in THINGS for quality in QUALITIES]
    tokens = tokenizer(["the", "of", "is", *THINGS, *QUALITIES, *sum(QUALITIES.values(), [])])
    config = GPT2Config(
        vocab_size=len(tokens),
        n_embd=32,
        n_layer=2,
        n_head=2,
        n_positions=32,
        bos_token_id=tokens.pad_token_id,
        eos_token_id=tokens.pad_token_id,
    )

    def question(fact):
        thing, quality, _ = fact
        return f"the {quality} of {thing} is"

    def batches(seed):
        known = random.Random(seed).sample(facts, len(facts) // 2) if seed else facts

        def batch(chance):
            sentences = [f"{question(fact)} {fact[2]}" for fact in chance.sample(known, 32)]
            encoded = tokens(sentences, return_tensors="pt")
            return {"input_ids": encoded.input_ids, "labels": encoded.input_ids}

        return batch

    def asked(fact):
        _, quality, right = fact
        wrong = [value for value in QUALITIES[quality] if value != right]
        choices = [right, *chance.sample(wrong, chance.randint(1, 5))]
        chance.shuffle(choices)
        return {"question": question(fact), "choices": choices, "answer": choices.index(right)}

    pool(folder, lambda: GPT2LMHeadModel(config), tokens, batches, 200)
    write(folder / "val.jsonl", [asked(chance.choice(facts)) for _ in range(400)])
    write(folder / "test.jsonl", [asked(chance.choice(facts)) for _ in range(400)])


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    torch.manual_seed(0)
    classify(folder / "classify")
    choose(folder / "choose")
