package org.sextant.app.steering;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

import org.sextant.app.state.SiteName;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.steering.Edit;
import org.sextant.runtime.steering.SteeringRow;
import org.sextant.runtime.steering.SteeringVector;
import org.sextant.runtime.steering.VectorEdit;
import org.sextant.runtime.steering.VectorFile;

/// A vector that others can be made from.
sealed interface VectorSource {
    /// What it is called.
    String name();

    /// Where it comes from: `board`, `derived`, `file`.
    String origin();

    /// @throws org.sextant.runtime.SextantException if its file cannot be read
    SteeringVector read();

    /// One that is there.
    record Ready(String name, String origin, SteeringVector vector) implements VectorSource {
        @Override
        public SteeringVector read() {
            return vector;
        }
    }

    /// One in a file.
    record InFile(Path file) implements VectorSource {
        @Override
        public String name() {
            return BoardFiles.stem(file);
        }

        @Override
        public String origin() {
            return "file";
        }

        @Override
        public SteeringVector read() {
            return VectorFile.read(file);
        }
    }

    /// The vectors of sliders. Those of heads, features and experts are none.
    static List<VectorSource> onBoard(List<SteeringRow> rows) {
        List<VectorSource> sources = new ArrayList<>();
        for (SteeringRow row : rows) {
            vector(row).ifPresent(vector -> sources.add(new Ready(row.name(), "board", vector)));
        }
        return sources;
    }

    private static Optional<SteeringVector> vector(SteeringRow row) {
        SortedMap<Integer, float[]> layers = new TreeMap<>();
        Optional<SiteKind> site = Optional.empty();
        for (SteeringRow.Part part : row.parts()) {
            SiteName place = SiteName.parse(part.edit().site());
            OptionalInt layer = place.layer();
            Optional<SiteKind> kind = kind(part.edit());
            if (!(part.edit() instanceof VectorEdit edit) || layer.isEmpty() || kind.isEmpty()
                    || (site.isPresent() && !site.equals(kind))) {
                return Optional.empty();
            }
            site = kind;
            layers.put(layer.getAsInt(), numbers(edit.vector()));
        }
        boolean uneven = layers.values().stream().mapToInt(numbers -> numbers.length).distinct().count() != 1;
        return uneven
                ? Optional.empty()
                : site.map(kind -> new SteeringVector(kind, layers, Map.of("method", row.name())));
    }

    private static Optional<SiteKind> kind(Edit edit) {
        for (SiteKind kind : SiteKind.values()) {
            if (kind.perBlock() && edit.site().endsWith("." + kind.suffix())) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    private static float[] numbers(List<Float> list) {
        float[] numbers = new float[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = list.get(i);
        }
        return numbers;
    }
}
