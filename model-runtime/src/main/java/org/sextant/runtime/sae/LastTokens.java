package org.sextant.runtime.sae;

import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.sextant.runtime.tensor.Ops;
import org.sextant.runtime.train.TrainingBatch;

/// The last token of each text, until there are enough.
final class LastTokens {
    private final Sae sae;
    private final int passedOver;
    private final int most;
    private final List<SaeEvaluation.Place> kept = new ArrayList<>();

    LastTokens(Sae sae, int passedOver, int most) {
        this.sae = sae;
        this.passedOver = passedOver;
        this.most = most;
    }

    /// @param inputs `[N, d_in]` of the real tokens that are not passed over, text by text
    /// @param targets `[N, d_out]`
    void add(TrainingBatch batch, NDArray inputs, NDArray targets) {
        List<Long> rows = new ArrayList<>();
        List<Integer> positions = new ArrayList<>();
        long end = 0;
        for (boolean[] real : batch.real()) {
            int length = length(real);
            if (length > passedOver && kept.size() + rows.size() < most) {
                rows.add(end + length - passedOver - 1);
                positions.add(length - 1);
            }
            end += Math.max(0, length - passedOver);
        }
        if (!rows.isEmpty()) {
            read(rows, positions, inputs, targets);
        }
    }

    private static int length(boolean[] real) {
        int length = 0;
        while (length < real.length && real[length]) {
            length++;
        }
        return length;
    }

    private void read(List<Long> rows, List<Integer> positions, NDArray inputs, NDArray targets) {
        try (NDManager scope = inputs.getManager().newSubManager()) {
            NDArray chosen = scope.create(rows.stream().mapToLong(Long::longValue).toArray());
            NDArray x = Ops.rows(chosen, inputs);
            NDArray y = Ops.rows(chosen, targets);
            NDArray features = sae.encode(x);
            double[] inputNorms = QuasiOrthogonality.inputNorms(x);
            double[] featureNorms = QuasiOrthogonality.featureNorms(sae, features);
            double[] targetNorms = QuasiOrthogonality.inputNorms(y);
            double[] errorNorms = QuasiOrthogonality.inputNorms(y.sub(sae.decode(features, x)));
            for (int i = 0; i < inputNorms.length; i++) {
                kept.add(new SaeEvaluation.Place(positions.get(i), inputNorms[i], featureNorms[i], targetNorms[i],
                        errorNorms[i]));
            }
        }
    }

    List<SaeEvaluation.Place> kept() {
        return kept;
    }
}
