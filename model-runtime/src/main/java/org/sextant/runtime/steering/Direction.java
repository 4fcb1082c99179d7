package org.sextant.runtime.steering;

import java.util.List;

/// A direction at one place, and what of the activations lies along it.
///
/// @param vector `[width]`
/// @param explainedVariance of a principal component its share of the variance that it was found in (METHODS.md 4.3), else
///         the share of the variance of all rows about their mean that lies along the vector; between 0 and 1, NaN where
///         nothing varies
@SuppressWarnings("ArrayRecordComponent") // made once and never compared
public record Direction(float[] vector, double explainedVariance) {
    /// Makes a direction from activations. The same rows give the same direction.
    ///
    /// @throws SteeringException if the method needs other rows than these
    public static Direction of(DerivationMethod method, Contrast contrast) {
        return switch (method) {
            case MEAN_DIFFERENCE -> along(meanDifference(contrast), contrast);
            case ACT_ADD -> along(difference(contrast), contrast);
            case PCA_CENTER, PCA_DIFF -> component(method, contrast);
            case PROBE -> along(unit(LogisticProbe.fit(contrast).weight(), contrast), contrast);
        };
    }

    private static float[] meanDifference(Contrast contrast) {
        MeanDifference difference = new MeanDifference(contrast.width());
        contrast.positive().forEach(row -> difference.add(true, row));
        contrast.negative().forEach(row -> difference.add(false, row));
        return difference.vector();
    }

    private static float[] difference(Contrast contrast) {
        if (contrast.positive().size() != 1 || contrast.negative().size() != 1) {
            throw new SteeringException(
                    "there are " + contrast.positive().size() + " positive and " + contrast.negative().size()
                            + " negative prompts",
                    "for " + DerivationMethod.ACT_ADD.label() + ", which takes one pair",
                    "give one of each; of several, derive a mean-difference");
        }
        return Rows.difference(contrast.positive().getFirst(), contrast.negative().getFirst());
    }

    /// The two members of a pair about its middle are ± half its difference, so that the differences themselves have the
    /// components and the shares of the centred rows.
    private static Direction component(DerivationMethod method, Contrast contrast) {
        int pairs = contrast.pairs(method);
        float[][] differences = new float[pairs][];
        for (int i = 0; i < pairs; i++) {
            differences[i] = Rows.difference(contrast.positive().get(i), contrast.negative().get(i));
        }
        boolean centred = method == DerivationMethod.PCA_DIFF;
        PrincipalComponent first = PrincipalComponent.of(contrast.where(), List.of(differences), centred);
        return new Direction(turned(first.axis(), differences), first.share());
    }

    /// An axis has two ends: this one is where the positive member lies in more of the pairs, and where as many lie either
    /// way, where their mean lies.
    private static float[] turned(double[] axis, float[][] differences) {
        int larger = 0;
        double sum = 0;
        for (float[] difference : differences) {
            double projection = Rows.dot(difference, axis);
            larger += (int) Math.signum(projection);
            sum += projection;
        }
        return Rows.scaled(axis, larger < 0 || (larger == 0 && sum < 0) ? -1 : 1);
    }

    private static float[] unit(double[] weight, Contrast contrast) {
        double norm = Math.sqrt(Rows.dot(weight, weight));
        if (norm == 0) {
            throw new SteeringException("the two classes are the same here and have no direction between them",
                    "at " + contrast.where(), "choose another layer, another token or other prompts");
        }
        return Rows.scaled(weight, 1 / norm);
    }

    private static Direction along(float[] vector, Contrast contrast) {
        List<float[]> rows = contrast.rows().toList();
        double[] mean = Rows.mean(rows);
        double norm = SteeringVector.norm(vector);
        double middle = Rows.dot(vector, mean);
        double along = 0;
        double all = 0;
        for (float[] row : rows) {
            double projection = (Rows.dot(row, vector) - middle) / norm;
            along += projection * projection;
            all += Rows.squaredDistance(row, mean);
        }
        return new Direction(vector, along / all);
    }
}
