package dev.radin.dataset;

import dev.radin.fault.Listing;
import dev.radin.fault.Printable;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.tensor.FileError;
import dev.radin.tensor.torch.ForwardArgument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which input of a dataset a network is given as which argument. Inputs that are called as arguments are go to these; others
 * are given in their order.
 *
 * @param uri of the dataset
 * @param names of the inputs: empty for those that have a number or none
 * @param isOrdered whether the order of the names means anything
 */
public record InputBinding(String uri, List<String> names, boolean isOrdered) {

    private static final int SHOWN = 20;

    public InputBinding {
        names = List.copyOf(names);
    }

    /**
     * @param arguments of the network's forward; empty when they are not known
     * @return the index of the input for each argument
     * @throws RadinException {@code InvalidInput} when an argument has no input, or an input no argument
     */
    public List<Integer> indices(List<ForwardArgument> arguments) {
        if (!arguments.isEmpty() && isByName(arguments)) {
            return byName(arguments);
        }
        if (!isOrdered) {
            throw refuse(
                    "its inputs " + listing(names) + " have no order, and " + forward(arguments),
                    "Call them as the arguments are called, or number them, inputs.0, inputs.1, …");
        }
        long required = arguments.stream().filter(a -> !a.optional()).count();
        if (!arguments.isEmpty() && (names.size() < required || names.size() > arguments.size())) {
            throw refuse(
                    "it has " + (names.size() == 1 ? "one input" : names.size() + " inputs") + ", and "
                            + forward(arguments),
                    "Give it a tensor inputs.<argument> for each, as --inputs of radin dataset npz does");
        }
        return IntStream.range(0, names.size()).boxed().toList();
    }

    /** What people should know of it, where nothing tells that the order is right. */
    public Optional<String> note(List<ForwardArgument> arguments) {
        boolean named = names.stream().noneMatch(String::isEmpty);
        return named && !arguments.isEmpty() && !isByName(arguments)
                ? Optional.of(uri + ": its inputs are given in the order " + listing(names) + ", as none is called as "
                        + "an argument is: " + forward(arguments))
                : Optional.empty();
    }

    private boolean isByName(List<ForwardArgument> arguments) {
        return arguments.stream().anyMatch(argument -> names.contains(argument.name()));
    }

    private List<Integer> byName(List<ForwardArgument> arguments) {
        List<String> wanted = arguments.stream().map(ForwardArgument::name).toList();
        List<String> unknown =
                names.stream().filter(name -> !wanted.contains(name)).toList();
        List<String> lacking = new ArrayList<>();
        int last = wanted.stream().map(names::contains).toList().lastIndexOf(true);
        for (int i = 0; i < wanted.size(); i++) {
            // Arguments are given by position, so that one with a default may be left out at the end only.
            if (!names.contains(wanted.get(i)) && (i < last || !arguments.get(i).optional())) {
                lacking.add(wanted.get(i));
            }
        }
        if (!unknown.isEmpty() || !lacking.isEmpty()) {
            throw refuse(
                    forward(arguments)
                            + (lacking.isEmpty() ? "" : "; it lacks an input for " + listing(lacking))
                            + (unknown.isEmpty() ? "" : "; its input " + listing(unknown) + " is none of them"),
                    "Give it a tensor inputs.<argument> for each, as --inputs of radin dataset npz does");
        }
        return wanted.stream().limit(last + 1).map(names::indexOf).toList();
    }

    private RadinException refuse(String problem, String advice) {
        return new FileError(Reason.InvalidInput, uri).because(problem, advice);
    }

    private static String forward(List<ForwardArgument> arguments) {
        return arguments.isEmpty()
                ? "the arguments of the network's forward are not known"
                : "the network's forward takes "
                        + listing(arguments.stream()
                                .map(a -> a.name() + (a.optional() ? " (optional)" : ""))
                                .toList());
    }

    private static String listing(List<String> names) {
        return Listing.of(names.stream().map(Printable::of).toList(), SHOWN);
    }
}
