package org.sextant.runtime.model.family;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import org.sextant.runtime.model.Parameter;

/// Which tensor of a checkpoint holds which weight. In a name, `{l}` stands for the block.
final class NameTable {
    /// A stored tensor.
    ///
    /// @param name its name in the checkpoint
    /// @param transposed whether it is stored `[in, out]`
    record Source(String name, boolean transposed) {}

    private final String optionalPrefix;
    private final Map<Parameter, Source> sources = new EnumMap<>(Parameter.class);
    private final List<Pattern> ignored = new ArrayList<>();

    /// @param optionalPrefix start of the names that some files leave out
    NameTable(String optionalPrefix) {
        this.optionalPrefix = optionalPrefix;
    }

    /// A matrix stored `[out, in]`, or a vector.
    NameTable put(Parameter parameter, String name) {
        sources.put(parameter, new Source(name, false));
        return this;
    }

    /// A matrix stored `[in, out]`.
    NameTable putTransposed(Parameter parameter, String name) {
        sources.put(parameter, new Source(name, true));
        return this;
    }

    /// Weight and bias that end in `.weight` and `.bias`.
    NameTable putBoth(Parameter weight, Parameter bias, String name) {
        return put(weight, name + ".weight").put(bias, name + ".bias");
    }

    /// A weight that ends in `.weight` and, where the config says so, a bias.
    NameTable putWithBiasIf(boolean hasBias, Parameter weight, Parameter bias, String name) {
        return hasBias ? putBoth(weight, bias, name) : put(weight, name + ".weight");
    }

    /// Tensors that hold no weight, such as masks and rotary tables.
    NameTable ignore(String regex) {
        ignored.add(Pattern.compile(regex));
        return this;
    }

    /// The tensor that holds a weight; empty where the model has none.
    Optional<Source> source(Parameter parameter, int layer) {
        return Optional.ofNullable(sources.get(parameter))
                .map(source -> new Source(source.name().replace("{l}", Integer.toString(layer)), source.transposed()));
    }

    /// The name as files without the prefix have it.
    String withoutPrefix(String name) {
        return name.startsWith(optionalPrefix) ? name.substring(optionalPrefix.length()) : name;
    }

    boolean ignores(String name) {
        return ignored.stream().anyMatch(pattern -> pattern.matcher(name).find());
    }
}
