package org.sextant.runtime.sae;

import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What an SAE is, without its numbers (METHODS.md 2.1).
///
/// @param dIn width of what is encoded
/// @param dOut width of what is decoded; another than `dIn` only for transcoders
/// @param dSae number of features
/// @param activation how features come from pre-activations
/// @param centred whether b_dec is taken from the input before it is encoded
/// @param normalization what is done to each input first
/// @param site where in the model the input is, by name
/// @param siteOut where the output belongs, for transcoders
/// @param skip whether the input is passed on to the output through a matrix
/// @param notes what else its file says, such as `model_name` and `context_size`
public record SaeSpec(int dIn, int dOut, int dSae, SaeActivation activation, boolean centred,
        InputNormalization normalization, String site, Optional<String> siteOut, boolean skip,
        Map<String, String> notes) {
    public SaeSpec {
        if (dIn < 1 || dOut < 1 || dSae < 1) {
            throw new IllegalArgumentException("an SAE from " + dIn + " through " + dSae + " to " + dOut);
        }
        if (siteOut.isEmpty() && (dIn != dOut || skip)) {
            throw new IllegalArgumentException("an autoencoder from " + dIn + " to " + dOut);
        }
        if (activation instanceof SaeActivation.GroupMax(int k) && dSae % k != 0) {
            throw new IllegalArgumentException(dSae + " features in " + k + " groups");
        }
        notes = Collections.unmodifiableMap(new LinkedHashMap<>(notes));
    }

    /// An SAE that gives back what it gets, without normalisation and notes.
    public static SaeSpec autoencoder(int width, int features, SaeActivation activation, boolean centred, String site) {
        return new SaeSpec(width, width, features, activation, centred, InputNormalization.NONE, site, Optional.empty(),
                false, Map.of());
    }

    /// Whether it gives another site's value than it gets.
    public boolean transcoder() {
        return siteOut.isPresent();
    }

    /// Where its output belongs.
    public String target() {
        return siteOut.orElse(site);
    }

    /// Its one site, or both of a transcoder.
    public List<String> sites() {
        return siteOut.map(out -> List.of(site, out)).orElse(List.of(site));
    }

    /// The tensors that it has.
    public Set<SaeTensor> tensors() {
        Set<SaeTensor> tensors = EnumSet.of(SaeTensor.W_ENC, SaeTensor.W_DEC, SaeTensor.B_DEC);
        switch (activation) {
            case SaeActivation.Relu _,SaeActivation.Identity _,SaeActivation.TopK _,SaeActivation.SignedTopK _,SaeActivation.GroupMax _ ->
                tensors.add(SaeTensor.B_ENC);
            case SaeActivation.JumpRelu _ -> Collections.addAll(tensors, SaeTensor.B_ENC, SaeTensor.THRESHOLD);
            case SaeActivation.Gated _ ->
                Collections.addAll(tensors, SaeTensor.B_GATE, SaeTensor.B_MAG, SaeTensor.R_MAG);
            case SaeActivation.TopAfa _ -> {
            }
        }
        if (skip) {
            tensors.add(SaeTensor.W_SKIP);
        }
        return tensors;
    }

    SaeSpec with(InputNormalization other) {
        return new SaeSpec(dIn, dOut, dSae, activation, centred, other, site, siteOut, skip, notes);
    }

    /// The same at other sites.
    SaeSpec at(String in, Optional<String> out) {
        return new SaeSpec(dIn, dOut, dSae, activation, centred, normalization, in, out, skip, notes);
    }

    /// The same at the sites that a person chose.
    ///
    /// @param file of the SAE, for messages
    /// @throws SaeException if it has one site and two were chosen
    SaeSpec at(SiteChoice choice, Path file) {
        if (!transcoder() && choice.siteOut().isPresent()) {
            throw new SaeException("the SAE gives back what it gets, so it has one site", "in " + file,
                    "leave out the site of the output");
        }
        return at(choice.site().orElse(site), choice.siteOut().or(this::siteOut));
    }
}
