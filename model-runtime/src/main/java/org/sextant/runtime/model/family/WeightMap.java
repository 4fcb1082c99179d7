package org.sextant.runtime.model.family;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.checkpoint.TensorEntry;
import org.sextant.runtime.checkpoint.WeightFiles;
import org.sextant.runtime.model.ExpertSpec;
import org.sextant.runtime.model.ModelSpec;
import org.sextant.runtime.model.Parameter;
import org.sextant.runtime.model.Weights;

/// Which stored tensor each weight of one model comes from. All of them are looked up before the first is read, so that
/// files that lack some, or have one in another shape, are refused at once.
final class WeightMap {
    private static final int NAMED = 8;
    /// Numbers that share one MXFP4 scale, and the bytes that hold them.
    private static final long MXFP4_BLOCK = 32;
    private static final long MXFP4_BYTES = 16;

    private final ModelSpec spec;
    private final int left;
    private final NameTable names;
    private final WeightFiles files;
    private final Set<String> used = new LinkedHashSet<>();

    private WeightMap(ModelSpec spec, int left, NameTable names, WeightFiles files) {
        this.spec = spec;
        this.left = left;
        this.names = names;
        this.files = files;
    }

    /// @param left how many blocks on disk come before the first of this model
    /// @throws ModelException if tensors are missing or have another shape than the config says
    static WeightMap of(ModelSpec spec, int left, NameTable names, WeightFiles files) {
        WeightMap map = new WeightMap(spec, left, names, files);
        map.check();
        return map;
    }

    /// Where a weight lies; empty where the model has none.
    Optional<NameTable.Source> source(Parameter parameter, int layer, int expert) {
        return names.source(parameter, layer < 0 ? layer : layer + left, expert);
    }

    /// The tensor of a name, under whatever prefix this file has it.
    ///
    /// @throws ModelException if there is none
    TensorEntry entry(String name) {
        return stored(name).map(files::entry).orElseThrow(() -> missing(List.of(name)));
    }

    /// Bytes that all weights take on disk.
    long byteLength() {
        return used.stream().mapToLong(name -> files.entry(name).byteLength()).sum();
    }

    /// Stored tensors that are no part of the model and that no rule explains.
    List<String> unexplained() {
        return files.names().stream().filter(name -> !used.contains(name)).filter(name -> !names.ignores(name))
                .filter(name -> !isSecondUnembedding(name)).filter(name -> !isScale(name)).toList();
    }

    private void check() {
        Set<String> missing = new LinkedHashSet<>();
        for (Parameter parameter : Parameter.values()) {
            if (names.has(parameter) && !(spec.tied() && parameter == Parameter.UNEMBEDDING)) {
                parameter.layers(spec).forEach(layer -> parameter.experts(spec).forEach(expert -> {
                    NameTable.Source source = source(parameter, layer, expert).orElseThrow();
                    shapes(source, parameter.shape(spec)).forEach((name, shape) -> {
                        if (!requireShape(name, shape)) {
                            missing.add(name);
                        }
                    });
                }));
            }
        }
        if (!missing.isEmpty()) {
            throw missing(List.copyOf(missing));
        }
    }

    /// Whether the tensor is there.
    private boolean requireShape(String name, Shape shape) {
        Optional<String> stored = stored(name);
        stored.ifPresent(found -> {
            used.add(found);
            TensorEntry entry = files.entry(found);
            List<Long> expected = LongStream.of(shape.getShape()).boxed().toList();
            if (!entry.shape().equals(expected)) {
                throw new ModelException("the shape of " + found + " is " + entry.shape()
                        + " where the config asks for " + expected, "in " + entry.file(),
                        "use the config.json that belongs to these weights");
            }
        });
        return stored.isPresent();
    }

    /// The tensors behind a weight and the shapes they must have.
    private Map<String, Shape> shapes(NameTable.Source source, Shape shape) {
        long experts = spec.experts().map(ExpertSpec::count).orElse(0);
        return switch (source) {
            case NameTable.Source.Whole whole -> Map.of(whole.name(), turned(shape, whole.transposed()));
            case NameTable.Source.Part part ->
                Map.of(part.name(), new Shape(part.parts() * shape.get(0), shape.get(1)));
            case NameTable.Source.Stacked stacked ->
                Map.of(stacked.name(), new Shape(experts).addAll(turned(shape, stacked.transposed())));
            case NameTable.Source.StackedMxfp4 stacked -> {
                Map<String, Shape> both = new TreeMap<>();
                long blocks = shape.get(1) / MXFP4_BLOCK;
                both.put(stacked.blocks(), new Shape(experts, shape.get(0), blocks, MXFP4_BYTES));
                both.put(stacked.scales(), new Shape(experts, shape.get(0), blocks));
                yield both;
            }
        };
    }

    static Shape turned(Shape shape, boolean transposed) {
        return transposed ? new Shape(shape.get(1), shape.get(0)) : shape;
    }

    private Optional<String> stored(String name) {
        return names.candidates(name).stream().filter(files::contains).findFirst();
    }

    private static ModelException missing(List<String> missing) {
        String what = missing.size() == 1
                ? "the weight " + missing.getFirst() + " is missing"
                : missing.size() + " weights are missing: " + some(missing);
        return new ModelException(what, "in the model's safetensors files",
                "download the model again, or correct config.json, which asks for them");
    }

    static String some(List<String> names) {
        return names.stream().limit(NAMED).collect(Collectors.joining(", "))
                + (names.size() > NAMED ? " and others" : "");
    }

    /// Tied models may store the embedding a second time.
    private boolean isSecondUnembedding(String name) {
        return spec.tied() && names.source(Parameter.UNEMBEDDING, Weights.NONE, Weights.NONE)
                .filter(source -> names.candidates(source.name()).contains(name)).isPresent();
    }

    /// What an FP8 weight is multiplied by lies beside it.
    private boolean isScale(String name) {
        return name.endsWith(CheckpointWeights.SCALES)
                && used.contains(name.substring(0, name.length() - CheckpointWeights.SCALES.length()));
    }
}
