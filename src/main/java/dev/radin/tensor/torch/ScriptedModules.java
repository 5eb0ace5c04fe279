package dev.radin.tensor.torch;

import dev.radin.tensor.Limits;
import dev.radin.tensor.torch.Py.PyBool;
import dev.radin.tensor.torch.Py.PyDict;
import dev.radin.tensor.torch.Py.PyObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The module tree of a TorchScript archive.
 *
 * @param tensors parameters and buffers by dotted name, as {@code state_dict()} lists them
 * @param buffers the names of those that are buffers
 * @param trainingModes where in the pickle the {@code training} attributes stand
 * @param batchNorms the classes of modules that have BatchNorm's buffers, by the prefix of their tensors' names
 */
record ScriptedModules(
        Map<String, TensorView> tensors,
        Set<String> buffers,
        Set<Integer> trainingModes,
        Map<String, Py.PyGlobal> batchNorms) {

    private static final int NAME_LENGTH = 1000;

    private record Module(String prefix, PyObject object) {}

    /** @param limits as many modules and as many tensors are read as entries of a zip archive: they may be shared */
    static ScriptedModules of(TorchArchive archive, Limits limits) {
        ScriptClasses classes = new ScriptClasses(archive.zip);
        ScriptedModules found = new ScriptedModules(
                new LinkedHashMap<>(), new LinkedHashSet<>(), new TreeSet<>(), new LinkedHashMap<>());
        Deque<Module> open = new ArrayDeque<>();
        open.push(new Module("", (PyObject) archive.root));
        int modules = 0;
        while (!open.isEmpty()) {
            Module module = open.pop();
            if (++modules > limits.zipEntries()
                    || found.tensors.size() > limits.zipEntries()
                    || module.prefix.length() > NAME_LENGTH) {
                throw archive.refusal.because(
                        "has more than " + limits.zipEntries() + " modules or tensors, or nests them without end",
                        "Export the model again with torch.jit.script(model).save(…)");
            }
            if (classes.of(module.object.type) != null && module.object.state instanceof PyDict attributes) {
                found.add(archive, module.prefix, attributes, classes.of(module.object.type));
                if (found.hasStatistics(module.prefix)) {
                    found.batchNorms.put(module.prefix, module.object.type);
                }
                List<Module> children = new ArrayList<>();
                attributes.items.forEach((name, value) -> {
                    if (value instanceof PyObject child && classes.of(child.type) != null) {
                        children.add(new Module(module.prefix + name + ".", child));
                    }
                });
                Collections.reverse(children);
                children.forEach(open::push);
            }
        }
        if (found.tensors.isEmpty()) {
            throw archive.refusal.because(
                    "has no parameters: its weights are constants of its code, as torch.jit.freeze and"
                            + " torch.jit.optimize_for_inference make them",
                    "Save the module before it is frozen, with torch.jit.script(model).save(…)");
        }
        return found;
    }

    private boolean hasStatistics(String prefix) {
        return BatchNormLayers.BUFFERS.stream().allMatch(buffer -> buffers.contains(prefix + buffer));
    }

    private void add(TorchArchive archive, String prefix, PyDict attributes, ScriptClasses.Declaration declared) {
        declared.parameters().forEach(name -> add(archive, prefix + name, attributes.items.get(name)));
        for (String name : declared.buffers()) {
            if (add(archive, prefix + name, attributes.items.get(name))) {
                buffers.add(prefix + name);
            }
        }
        if (attributes.items.get("training") instanceof PyBool training) {
            trainingModes.add(training.position);
        }
    }

    private boolean add(TorchArchive archive, String name, Object value) {
        boolean isTensor = value instanceof TensorView || value instanceof Py.UnreadableTensor;
        if (isTensor) {
            tensors.put(name, archive.tensor(name, value));
        }
        return isTensor;
    }
}
