package dev.radin.inference;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;

/** A network gave NaN or infinity for an example of finite inputs. */
public final class NonFiniteLogits extends RadinException {

    private final int example;

    /**
     * @param example its number in the dataset, from 0
     * @param message without the model's name, which is another in other selections
     */
    public NonFiniteLogits(int example, String message) {
        super(Reason.NonFiniteLogits, message);
        this.example = example;
    }

    public int example() {
        return example;
    }
}
