package dev.radin.report;

import dev.radin.fault.Counted;
import dev.radin.protocol.DatasetScore;
import dev.radin.protocol.Soup;
import dev.radin.protocol.SoupSize;
import java.util.List;
import java.util.Locale;

/** The README.md beside a published soup: where it comes from and how to use it. */
public final class ModelCard {

    private ModelCard() {}

    /**
     * @param weightsFile the file, or the index, that holds the weights
     * @param companions what lies beside them
     */
    static String write(Soup soup, String weightsFile, SoupCompanions companions) {
        StringBuilder card = new StringBuilder();
        metadata(card, soup, companions);
        members(card, soup);
        card.append("\n| data | ").append(soup.metric()).append(" | examples |\n|---|---|---|\n");
        scores(card, soup.datasets(), " (validation: chosen by it, so optimistic)");
        scores(card, soup.test(), " (test)");
        if (soup.calibration() != null) {
            card.append(
                            "\nThe running statistics of BatchNorm layers were measured anew with the averaged weights, on ")
                    .append(cell(soup.calibration().name()))
                    .append(".\n");
        }
        if (!companions.files().isEmpty()) {
            card.append(
                    "\nConfiguration and tokenizer lie beside the weights, so `from_pretrained` of transformers loads this"
                            + " folder.\n");
            companions.notes().forEach(note -> card.append("\n- ").append(cell(note)));
            card.append(companions.notes().isEmpty() ? "" : "\n");
        }
        return card.append(soup.adapter() == null ? code(soup, weightsFile) : adapter(soup))
                .toString();
    }

    private static void members(StringBuilder card, Soup soup) {
        boolean single = soup.members().size() == 1;
        card.append(single ? "# A single model, kept\n\n" : "# A model soup\n\n")
                .append(
                        single
                                ? "No average of the candidates was better on the validation data than this model alone.\n\n"
                                : averaged(soup) + ", averaged; chosen on the validation data with radin-operator.\n\n")
                .append("| model | weight | sha256 |\n|---|---|---|\n");
        for (Soup.Member member : soup.members()) {
            card.append(String.format(
                    Locale.ROOT,
                    "| %s | %.6f | `%s` |\n",
                    cell(member.name()),
                    member.weight(),
                    member.digest().substring("sha256:".length(), "sha256:".length() + 16)));
        }
    }

    /** How whole weights are loaded; nothing where a program of its own loads them from state dicts. */
    private static String code(Soup soup, String weightsFile) {
        boolean runnable = soup.architecture() != null;
        boolean safetensors = weightsFile.endsWith(".safetensors");
        if (!runnable && !safetensors) {
            return "";
        }
        String model = runnable ? "model = torch.jit.load(\"soup.pt\")      # ready to run\n" : "";
        String weights = safetensors
                ? "weights = load_file(\"" + weightsFile + (runnable ? "\")  # or for your own network\n" : "\")\n")
                : "";
        return "\n```python\n"
                + (runnable ? "import torch\n" : "")
                + "from safetensors.torch import load_file\n\n"
                + model
                + weights
                + "```\n";
    }

    /** Where a base is mixed with adapters, it adds no update. */
    private static String averaged(Soup soup) {
        SoupSize size =
                SoupSize.of(soup.members().stream().map(Soup.Member::name).toList());
        boolean adapters = soup.members().stream().anyMatch(member -> member.base() != null);
        return adapters
                ? "The updates of " + Counted.of(size.models(), "LoRA adapter")
                : "The weights of " + Counted.of(size.models(), "fine-tuned model")
                        + (size.base() ? " and of the base that they started from" : "");
    }

    private static String adapter(Soup soup) {
        return "\nA LoRA adapter, "
                + soup.adapter().description(soup.members().size())
                + ".\n\n```python\nfrom peft import PeftModel\n\n"
                + "model = PeftModel.from_pretrained(base, \".\")   # the base as you load it, and this folder\n```\n";
    }

    /**
     * What the hub reads: https://huggingface.co/docs/hub/model-cards. Members on the hub are what this is a merge of; of others
     * the model is known that they were trained from, if their configurations say so. An adapter is one of its base, whatever it
     * is made of.
     */
    private static void metadata(StringBuilder card, Soup soup, SoupCompanions companions) {
        boolean merge = soup.members().size() > 1;
        boolean adapter = soup.adapter() != null;
        boolean known = !adapter && !companions.onHub().isEmpty();
        List<String> bases = known ? companions.onHub() : companions.origins();
        card.append("---\nlibrary_name: ")
                .append(adapter ? "peft" : companions.files().isEmpty() ? "pytorch" : "transformers")
                .append("\n");
        if (!bases.isEmpty()) {
            card.append("base_model:\n");
            bases.forEach(base -> card.append("- ").append(base).append("\n"));
        }
        if (adapter && !bases.isEmpty() || known && merge) {
            card.append("base_model_relation: ")
                    .append(adapter ? "adapter" : "merge")
                    .append("\n");
        }
        card.append("tags:\n")
                .append(adapter ? "- lora\n" : "")
                .append(merge ? "- merge\n" : "")
                .append("- model-soup\n---\n\n");
    }

    /** A name as it is, whatever Markdown or HTML would make of it. */
    private static String cell(String name) {
        return name.replaceAll("[\\\\`*\\[\\]<>|&]", "\\\\$0");
    }

    private static void scores(StringBuilder card, List<DatasetScore> scores, String role) {
        for (DatasetScore score : scores) {
            card.append(String.format(
                    Locale.ROOT, "| %s%s | %.6f | %d |\n", score.name(), role, score.score(), score.examples()));
        }
    }
}
