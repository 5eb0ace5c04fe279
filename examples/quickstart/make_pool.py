"""Makes the quickstart's pool: sixteen fine-tuned models, their data, and what PyTorch says souping them gives.

    pip install torch==2.7.1 numpy safetensors rdata
    python make_pool.py                      # models and data, judged on validation data only
    python make_pool.py --control            # ... and a well-tuned single run to compare with
    python make_pool.py --control --test     # the end: test scores, expected.json, pool.svg
"""

import argparse
from pathlib import Path

import torch
from safetensors.torch import save_file

from pool import letters, picture, results
from pool.network import save_architecture
from pool.recipes import RECIPES, TAKEN, bad_runs, control_runs, healthy_runs
from pool.soups import Pool, hits, logits
from pool.training import fine_tune, pretrain

AS_STATE_DICT = 3  # the healthy member that is saved by torch.save, to show the other format


def main() -> None:
    args = arguments()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    recipe = RECIPES[args.recipe]
    parts = letters.split(letters.read(args.rda), args.seed)
    target = letters.to_target(parts, args.seed)
    training = letters.with_wrong_labels(target["finetune"], recipe.wrong, args.seed)

    start = pretrain(parts["pretrain"], args.seed, "start")
    other = pretrain(parts["pretrain"], args.seed, "other start")
    runs = healthy_runs(recipe, args.seed) + bad_runs(recipe, args.seed)
    models = {run.name: fine_tune(other if run.name == "other-start" else start, training, run) for run in runs}
    pool = Pool(dict(sorted(models.items())), target["val"])
    zero_shot = int(hits(logits(start, pool.val), pool.val).sum())
    results.print_validation(pool, zero_shot)

    if args.to:
        write(args.to, models, [run.name for run in runs][AS_STATE_DICT], start, target)
    control = None
    if args.control:
        tuned = Pool({run.name: fine_tune(start, training, run) for run in control_runs(args.seed)}, pool.val)
        control = (tuned.best_single, tuned.models[tuned.best_single])
        results.print_control(tuned)
    if args.test:
        outcome = results.measure(pool, target["test"], control)
        results.print_test(outcome)
        if args.to:
            (args.to / "expected.json").write_text(results.to_json(outcome))
            (args.to / "pool.svg").write_text(picture.draw(outcome))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=7, help="of split, target domain and runs (%(default)s)")
    parser.add_argument("--recipe", choices=RECIPES, default=TAKEN, help="%(default)s")
    parser.add_argument("--rda", type=Path, help="LetterRecognition.rda; downloaded by apt-get if not given")
    parser.add_argument("--control", action="store_true", help="train a grid of single runs on all the data too")
    parser.add_argument("--test", action="store_true", help="measure on the test data, once all else is decided")
    parser.add_argument("--to", type=Path, help="folder to write the files to; none are written if not given")
    return parser.parse_args()


def write(folder: Path, models: dict, as_state_dict: str, start: dict, target: dict) -> None:
    (folder / "models").mkdir(parents=True, exist_ok=True)
    for name, weights in models.items():
        if name == as_state_dict:
            torch.save(weights, folder / "models" / f"{name}.pt")
        else:
            save_file(weights, folder / "models" / f"{name}.safetensors")
    save_architecture(start, folder / "architecture.pt")
    for name in ("val", "test"):
        part = target[name]
        save_file({"inputs": part.inputs.to(torch.uint8), "labels": part.labels}, folder / f"{name}.safetensors")


if __name__ == "__main__":
    main()
