package org.sextant.runtime.sae;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.sextant.runtime.checkpoint.ContentHash;

/// An SAE as plain numbers: what every file is turned into and a training gives. To compute, make a [Sae] of it.
public final class SaeData {
    /// Numbers of a tensor that its hash looks at.
    private static final int HASHED = 1 << 16;

    private final SaeSpec spec;
    private final Map<SaeTensor, float[]> tensors;

    private SaeData(SaeSpec spec, Map<SaeTensor, float[]> tensors) {
        this.spec = spec;
        this.tensors = tensors;
    }

    /// Checks that every tensor of the specification is there, has its size, and holds numbers only.
    ///
    /// @param tensors row-major; those that the specification does not have are left out
    /// @param where they come from, for messages
    /// @throws SaeException if one is missing, of another size, or not finite
    public static SaeData of(SaeSpec spec, Map<SaeTensor, float[]> tensors, String where) {
        Map<SaeTensor, float[]> own = new EnumMap<>(SaeTensor.class);
        for (SaeTensor tensor : spec.tensors()) {
            float[] values = tensors.get(tensor);
            if (values == null) {
                throw new SaeException("the tensor " + tensor + " is missing", where, "download the SAE again");
            }
            if (values.length != tensor.size(spec)) {
                throw new SaeException(tensor + " holds " + values.length + " numbers where " + tensor.size(spec)
                        + " belong", where, "check that weights and configuration are of the same SAE");
            }
            requireFinite(tensor, values, where);
            own.put(tensor, values);
        }
        return new SaeData(spec, own);
    }

    private static void requireFinite(SaeTensor tensor, float[] values, String where) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new SaeException(tensor + " holds " + values[i] + " at index " + i, where,
                        "download the SAE again, or train it with a lower learning rate");
            }
        }
    }

    public SaeSpec spec() {
        return spec;
    }

    /// A copy of the numbers of a tensor, row-major.
    ///
    /// @throws IllegalArgumentException if the SAE has no such tensor
    public float[] values(SaeTensor tensor) {
        return stored(tensor).clone();
    }

    float[] stored(SaeTensor tensor) {
        float[] values = tensors.get(tensor);
        if (values == null) {
            throw new IllegalArgumentException("an SAE with " + spec.activation() + " has no " + tensor);
        }
        return values;
    }

    /// SHA-256 of its kind and of some of its numbers, evenly spread, in hexadecimal. It tells SAEs apart without reading
    /// gigabytes.
    public String hash() {
        ContentHash hash = new ContentHash().add(spec.toString().getBytes(StandardCharsets.UTF_8));
        tensors.values().forEach(values -> hash.add(sample(values)));
        return hash.hex();
    }

    private static float[] sample(float[] values) {
        int step = values.length / HASHED + 1;
        float[] sample = new float[(values.length + step - 1) / step];
        for (int i = 0; i < sample.length; i++) {
            sample[i] = values[i * step];
        }
        return sample;
    }

    /// The SAE that does to raw values what this one does to scaled ones: `W_enc·in`, `W_dec/out`, `b_dec/out`,
    /// `W_skip·in/out`.
    ///
    /// @param in what inputs were multiplied by
    /// @param out what outputs were multiplied by; for an autoencoder the same
    public SaeData unscaled(double in, double out) {
        Map<SaeTensor, float[]> raw = copies();
        scale(raw.get(SaeTensor.W_ENC), in);
        scale(raw.get(SaeTensor.W_DEC), 1 / out);
        scale(raw.get(SaeTensor.B_DEC), 1 / out);
        if (spec.skip()) {
            scale(raw.get(SaeTensor.W_SKIP), in / out);
        }
        return new SaeData(spec, raw);
    }

    /// The same at other sites.
    SaeData at(SaeSpec placed) {
        return new SaeData(placed, tensors);
    }

    /// The SAE that gives for x what this one gives for `x ⊙ weight + bias`: the learned part of a norm, in the encoder.
    ///
    /// @param weight `[d_in]`
    /// @param bias `[d_in]`
    /// @param placed the specification at the site before that part
    SaeData behind(float[] weight, float[] bias, SaeSpec placed) {
        Map<SaeTensor, float[]> folded = copies();
        float[] encoder = stored(SaeTensor.W_ENC);
        float[] encoderBias = folded.get(SaeTensor.B_ENC);
        for (int feature = 0; feature < spec.dSae(); feature++) {
            double sum = encoderBias[feature];
            for (int i = 0; i < spec.dIn(); i++) {
                int at = i * spec.dSae() + feature;
                sum += (double) bias[i] * encoder[at];
                folded.get(SaeTensor.W_ENC)[at] = encoder[at] * weight[i];
            }
            encoderBias[feature] = (float) sum;
        }
        if (spec.skip()) {
            foldSkip(weight, bias, folded);
        }
        return new SaeData(placed, folded);
    }

    private void foldSkip(float[] weight, float[] bias, Map<SaeTensor, float[]> folded) {
        float[] skip = folded.get(SaeTensor.W_SKIP);
        float[] decoderBias = folded.get(SaeTensor.B_DEC);
        for (int at = 0; at < skip.length; at++) {
            decoderBias[at / spec.dIn()] += skip[at] * bias[at % spec.dIn()];
            skip[at] *= weight[at % spec.dIn()];
        }
    }

    /// The same function with decoder rows of norm 1, so that features are in units of the output (METHODS.md 2.2):
    /// with `nᵢ = ‖W_dec,i‖`, rows are divided by nᵢ, encoder columns, biases and thresholds multiplied. A row of zeros
    /// stays one.
    ///
    /// @throws IllegalArgumentException for top-k, which would then rank otherwise
    public SaeData withUnitDecoder() {
        boolean rescaled = spec.activation() instanceof SaeActivation.TopK topK && topK.rescaled();
        if (spec.activation().limit().isPresent() && !rescaled) {
            throw new IllegalArgumentException("other features would be among the largest");
        }
        float[] norms = decoderNorms();
        for (int feature = 0; feature < norms.length; feature++) {
            norms[feature] = norms[feature] > 0 ? norms[feature] : 1;
        }
        return featuresTimes(norms);
    }

    /// The same function with all features multiplied by a number.
    SaeData featuresTimes(double factor) {
        float[] factors = new float[spec.dSae()];
        Arrays.fill(factors, (float) factor);
        return featuresTimes(factors);
    }

    /// The same function with other units of features.
    ///
    /// @param factors positive, one a feature
    SaeData featuresTimes(float[] factors) {
        Map<SaeTensor, float[]> changed = copies();
        changed.forEach((tensor, values) -> {
            switch (tensor) {
                case W_DEC -> {
                    for (int i = 0; i < values.length; i++) {
                        values[i] /= factors[i / spec.dOut()];
                    }
                }
                case W_ENC, B_ENC, THRESHOLD, B_GATE, B_MAG -> {
                    for (int i = 0; i < values.length; i++) {
                        values[i] *= factors[i % spec.dSae()];
                    }
                }
                case B_DEC, R_MAG, W_SKIP -> {
                }
            }
        });
        return new SaeData(spec, changed);
    }

    /// The SAE whose decoder rows are multiplied, one factor a feature.
    SaeData decoderTimes(float[] factors) {
        Map<SaeTensor, float[]> changed = copies();
        float[] decoder = changed.get(SaeTensor.W_DEC);
        for (int i = 0; i < decoder.length; i++) {
            decoder[i] *= factors[i / spec.dOut()];
        }
        return new SaeData(spec, changed);
    }

    /// @throws SaeException if no feature can have an effect: all of the encoder or of the decoder is 0
    SaeData requireAlive(String where) {
        for (SaeTensor matrix : List.of(SaeTensor.W_ENC, SaeTensor.W_DEC)) {
            boolean alive = false;
            for (float value : stored(matrix)) {
                alive |= value != 0;
            }
            if (!alive) {
                throw new SaeException("every feature is dead: all of " + matrix + " is 0", where,
                        "download the SAE again, or choose another");
            }
        }
        return this;
    }

    /// `‖W_dec,i‖`, one a feature.
    public float[] decoderNorms() {
        float[] decoder = stored(SaeTensor.W_DEC);
        float[] norms = new float[spec.dSae()];
        for (int feature = 0; feature < norms.length; feature++) {
            double squares = 0;
            for (int i = 0; i < spec.dOut(); i++) {
                double value = decoder[feature * spec.dOut() + i];
                squares += value * value;
            }
            norms[feature] = (float) Math.sqrt(squares);
        }
        return norms;
    }

    private Map<SaeTensor, float[]> copies() {
        Map<SaeTensor, float[]> copies = new EnumMap<>(SaeTensor.class);
        tensors.forEach((tensor, values) -> copies.put(tensor, values.clone()));
        return copies;
    }

    private static void scale(float[] values, double factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (values[i] * factor);
        }
    }
}
