package dev.radin.dataset.convert;

/** How pixels between pixels are found: a weight for each distance, in pixels of the picture that is resampled. */
public enum Interpolation {
    /** Falls linearly to zero at a distance of one. */
    BILINEAR(1) {
        @Override
        double weight(double distance) {
            return Math.max(0, 1 - Math.abs(distance));
        }
    },
    /** Keys' cubic with a = -1/2, which sharpens: negative between one and two. */
    BICUBIC(2) {
        @Override
        double weight(double distance) {
            double x = Math.abs(distance);
            if (x < 1) {
                return (1.5 * x - 2.5) * x * x + 1;
            }
            return x < 2 ? (((x - 5) * x + 8) * x - 4) * -0.5 : 0;
        }
    };

    private final int support;

    Interpolation(int support) {
        this.support = support;
    }

    /** Beyond this distance weights are zero. */
    int support() {
        return support;
    }

    abstract double weight(double distance);
}
