package org.sextant.runtime.session;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.sextant.runtime.checkpoint.SafetensorsFile;
import org.sextant.runtime.checkpoint.TensorEntry;
import org.sextant.runtime.verify.ReferenceProbe;

/// A recording in a safetensors file. A file may hold several, each under a prefix such as `0.`.
final class RecordedTensors implements ReferenceProbe.Recording {
    private static final String IDS = "input_ids";
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED
            .withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED
            .withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final SafetensorsFile file;
    private final String prefix;

    private RecordedTensors(SafetensorsFile file, String prefix) {
        this.file = file;
        this.prefix = prefix;
    }

    /// The recordings of a file.
    ///
    /// @param arena holds the file while they are read
    /// @throws RequestException if it has none
    static List<RecordedTensors> in(Path path, Arena arena) {
        SafetensorsFile file = SafetensorsFile.map(path, arena);
        List<RecordedTensors> recordings = file.entries().stream().map(TensorEntry::name)
                .filter(name -> name.endsWith(IDS))
                .map(name -> new RecordedTensors(file, name.substring(0, name.length() - IDS.length()))).toList();
        if (recordings.isEmpty()) {
            throw new RequestException("there is no tensor input_ids", "in " + path,
                    "record input_ids, logits and hidden states of the reference as safetensors");
        }
        return recordings;
    }

    /// @throws RequestException if its sequences cannot go through the model
    void requireIdsOf(ModelCard card) {
        long[] shape = shape(IDS);
        if (shape.length != 2 || shape[0] < 1 || shape[1] < 1 || shape[1] > card.contextLength()) {
            throw otherModel("input_ids are " + entry(IDS).shape() + " and the context is " + card.contextLength()
                    + " tokens");
        }
        for (double id : values(IDS)) {
            if (id < 0 || id >= card.vocabSize() || id != Math.rint(id)) {
                throw otherModel("input_ids hold " + id + ", and the vocabulary is 0 to " + (card.vocabSize() - 1));
            }
        }
    }

    private RequestException otherModel(String what) {
        return new RequestException(what, "in " + file.path(), "give what was recorded for this model");
    }

    /// For a recording of which the model has nothing.
    RequestException nothingToCompare() {
        return new RequestException("there is nothing to compare beside input_ids", "in " + file.path(),
                "record logits, hidden.N, attention.N, router_logits.N or greedy too");
    }

    @Override
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (TensorEntry entry : file.entries()) {
            if (entry.name().startsWith(prefix)) {
                names.add(entry.name().substring(prefix.length()));
            }
        }
        return names;
    }

    @Override
    public long[] shape(String name) {
        long[] shape = entry(name).shape().stream().mapToLong(Long::longValue).toArray();
        // One sequence may come without its batch axis.
        return shape.length == 1 ? new long[]{1, shape[0]} : shape;
    }

    @Override
    public double[] values(String name) {
        TensorEntry entry = entry(name);
        MemorySegment bytes = file.bytes(entry.name());
        double[] values = new double[Math.toIntExact(entry.elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (entry.type()) {
                case F32 -> bytes.getAtIndex(FLOAT, i);
                case F64 -> bytes.getAtIndex(DOUBLE, i);
                case I64 -> bytes.getAtIndex(LONG, i);
                default -> throw new RequestException(entry.name() + " is recorded as " + entry.type(),
                        "in " + file.path(), "record values as float32 or float64 and ids as int64");
            };
        }
        return values;
    }

    private TensorEntry entry(String name) {
        return file.entry(prefix + name).orElseThrow(
                () -> new RequestException("there is no tensor " + prefix + name, "in " + file.path(), "record it"));
    }
}
