package dev.radin.tensor.checkpoint;

import dev.radin.fault.Printable;
import dev.radin.tensor.TensorInfo;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Weights that a checkpoint keeps as factors, which the network multiplies: adapters such as LoRA, weight norm, spectral
 * norm, pruning masks. The mean of factors is not the mean of their products, so such checkpoints are not averaged.
 */
final class FactorisedWeights {

    private static final String ADAPTER_FILE = "adapter_model";

    /** What peft, LyCORIS, diffusers and others call an adapter's factors, as a part of a tensor's name. */
    private static final Pattern ADAPTER = Pattern.compile(
            "(?:^|[._])((?:lora|vera)[_.](?:embedding_|magnitude_|lambda_)?(?:a|b|d|up|down|mid|vector)"
                    + "|hada_[wt][12](?:_[ab])?|lokr_[wt][12](?:_[ab])?|dora_scale)(?=[._]|$)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern PARAMETRISED =
            Pattern.compile("(?:^|\\.)(parametrizations\\.[^.]+\\.)(original\\d*|\\d+\\..+)");

    private FactorisedWeights() {}

    /**
     * Why a checkpoint cannot be averaged, without a full stop: the factors by name, and how to multiply them out; empty
     * when its tensors are weights as they are.
     */
    static Optional<String> describe(List<String> fileNames, List<TensorInfo> tensors) {
        Map<String, TensorInfo> byName = new HashMap<>();
        tensors.forEach(tensor -> byName.put(tensor.name(), tensor));
        for (TensorInfo tensor : tensors) {
            Matcher adapter = ADAPTER.matcher(tensor.name());
            if (adapter.find()) {
                return Optional.of(adapter("the factors of an adapter", tensor.name()));
            }
        }
        if (fileNames.stream().anyMatch(name -> name.startsWith(ADAPTER_FILE)) && !tensors.isEmpty()) {
            return Optional.of(adapter("an adapter", tensors.get(0).name()));
        }
        Set<String> parametrised = parametrised(tensors);
        for (TensorInfo tensor : tensors) {
            Matcher matcher = PARAMETRISED.matcher(tensor.name());
            if (matcher.find() && parametrised.contains(tensor.name().substring(0, matcher.end(1)))) {
                return Optional.of(message(
                        "weights as factors", tensor.name(), "torch.nn.utils.parametrize.remove_parametrizations"));
            }
            Optional<String> remedy = reparametrised(tensor, byName);
            if (remedy.isPresent()) {
                return Optional.of(message("weights as factors", tensor.name(), remedy.get()));
            }
        }
        return Optional.empty();
    }

    private static String adapter(String what, String example) {
        return "holds " + what + " (as " + Printable.of(example, 200)
                + "), not a model's weights, and the mean of factors is"
                + " not the mean of their products; merge it into its base first, with peft:"
                + " PeftModel.from_pretrained(base, adapter).merge_and_unload().save_pretrained(folder), or a LoRA adapter with"
                + " radin average --merge-into base --to folder/ adapter";
    }

    private static String message(String what, String example, String remedy) {
        return "holds " + what + " (as " + Printable.of(example, 200) + "), and the mean of factors is not the mean of"
                + " their products; multiply them into the weights first (" + remedy + "), and save those";
    }

    /** Where one weight has several tensors: {@code original0} and {@code original1}, or what its parametrization keeps. */
    private static Set<String> parametrised(List<TensorInfo> tensors) {
        Set<String> seen = new HashSet<>();
        Set<String> several = new HashSet<>();
        for (TensorInfo tensor : tensors) {
            Matcher matcher = PARAMETRISED.matcher(tensor.name());
            if (matcher.find()) {
                String weight = tensor.name().substring(0, matcher.end(1));
                if (!seen.add(weight)) {
                    several.add(weight);
                }
            }
        }
        return several;
    }

    /** What undoes the older ways of PyTorch to compute a weight from two tensors beside each other. */
    private static Optional<String> reparametrised(TensorInfo tensor, Map<String, TensorInfo> byName) {
        String name = tensor.name();
        if (name.endsWith("_g")) {
            TensorInfo direction = byName.get(stem(name) + "_v");
            return direction != null && !byName.containsKey(stem(name)) && isNorm(tensor, direction)
                    ? Optional.of("torch.nn.utils.remove_weight_norm")
                    : Optional.empty();
        }
        if (name.endsWith("_orig")) {
            String weight = name.substring(0, name.length() - "_orig".length());
            if (byName.containsKey(weight + "_u")) {
                return Optional.of("torch.nn.utils.remove_spectral_norm");
            }
            if (byName.containsKey(weight + "_mask")) {
                return Optional.of("torch.nn.utils.prune.remove");
            }
        }
        return Optional.empty();
    }

    private static String stem(String name) {
        return name.substring(0, name.length() - 2);
    }

    /** Weight norm keeps one length for each row of the direction, or one for all of it; gates of that name are as large. */
    private static boolean isNorm(TensorInfo length, TensorInfo direction) {
        if (length.shape().isEmpty()) {
            return true;
        }
        if (length.shape().size() != direction.shape().size()) {
            return false;
        }
        int kept = 0;
        for (int d = 0; d < length.shape().size(); d++) {
            long size = length.shape().get(d);
            if (size != 1 && size != direction.shape().get(d)) {
                return false;
            }
            kept += size == 1 ? 0 : 1;
        }
        return kept <= 1;
    }
}
