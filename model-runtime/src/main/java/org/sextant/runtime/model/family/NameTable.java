package org.sextant.runtime.model.family;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import org.sextant.runtime.model.Parameter;

/// Which tensor of a checkpoint holds which weight. In a name, `{l}` stands for the block and `{e}` for the expert.
final class NameTable {
    /// Where a weight lies.
    sealed interface Source {
        /// The tensor's name.
        String name();

        /// A tensor of its own.
        ///
        /// @param transposed whether it is stored `[in, out]`
        record Whole(String name, boolean transposed) implements Source {}

        /// Some rows of a matrix that holds several weights of the same height one after the other.
        ///
        /// @param part which of them, from 0
        /// @param parts how many there are
        record Part(String name, int part, int parts) implements Source {}

        /// One entry of a stack that has one an expert.
        ///
        /// @param transposed whether each is stored `[in, out]`
        record Stacked(String name, int expert, boolean transposed) implements Source {}

        /// One entry of a stack in MXFP4: `name_blocks` and `name_scales`.
        record StackedMxfp4(String name, int expert) implements Source {
            String blocks() {
                return name + "_blocks";
            }

            String scales() {
                return name + "_scales";
            }
        }
    }

    /// Makes a source from the names of one block and one expert.
    @FunctionalInterface
    private interface Rule {
        Source at(String name, int expert);
    }

    private record Entry(String name, Rule rule) {}

    private final String prefix;
    private final List<String> otherPrefixes;
    private final Map<Parameter, Entry> sources = new EnumMap<>(Parameter.class);
    private final List<Pattern> ignored = new ArrayList<>();

    /// @param prefix start of the names of all weights but the unembedding
    /// @param otherPrefixes what some files have in its place
    NameTable(String prefix, String... otherPrefixes) {
        this.prefix = prefix;
        this.otherPrefixes = List.of(otherPrefixes);
    }

    /// A matrix stored `[out, in]`, or a vector.
    NameTable put(Parameter parameter, String name) {
        return put(parameter, name, (found, _) -> new Source.Whole(found, false));
    }

    /// A matrix stored `[in, out]`.
    NameTable putTransposed(Parameter parameter, String name) {
        return put(parameter, name, (found, _) -> new Source.Whole(found, true));
    }

    /// One of several weights of the same height that one matrix holds.
    NameTable putPart(Parameter parameter, String name, int part, int parts) {
        return put(parameter, name, (found, _) -> new Source.Part(found, part, parts));
    }

    /// A vector an expert, in a stack.
    NameTable putStacked(Parameter parameter, String name) {
        return put(parameter, name, (found, expert) -> new Source.Stacked(found, expert, false));
    }

    /// A matrix `[in, out]` an expert, in a stack.
    NameTable putStackedTransposed(Parameter parameter, String name) {
        return put(parameter, name, (found, expert) -> new Source.Stacked(found, expert, true));
    }

    /// A matrix `[out, in]` an expert, in a stack of MXFP4 blocks.
    NameTable putStackedMxfp4(Parameter parameter, String name) {
        return put(parameter, name, Source.StackedMxfp4::new);
    }

    private NameTable put(Parameter parameter, String name, Rule rule) {
        sources.put(parameter, new Entry(name, rule));
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

    /// A weight that this family does without.
    NameTable remove(Parameter parameter) {
        sources.remove(parameter);
        return this;
    }

    /// Tensors that hold no weight, such as masks and rotary tables, or none of the language model.
    NameTable ignore(String regex) {
        ignored.add(Pattern.compile(regex));
        return this;
    }

    boolean has(Parameter parameter) {
        return sources.containsKey(parameter);
    }

    /// The tensor that holds a weight; empty where the model has none.
    Optional<Source> source(Parameter parameter, int layer, int expert) {
        return Optional.ofNullable(sources.get(parameter)).map(entry -> entry.rule().at(entry.name()
                .replace("{l}", Integer.toString(layer)).replace("{e}", Integer.toString(expert)), expert));
    }

    /// The names that a tensor may have, the usual one first.
    List<String> candidates(String name) {
        List<String> names = new ArrayList<>(List.of(name));
        for (String other : otherPrefixes) {
            names.add(name.startsWith(prefix)
                    ? other + name.substring(prefix.length())
                    // what stands beside the model stands beside it there too
                    : other.substring(0, other.length() - (other.endsWith(prefix) ? prefix.length() : 0)) + name);
        }
        return names;
    }

    boolean ignores(String name) {
        return ignored.stream().anyMatch(pattern -> pattern.matcher(name).find());
    }
}
