package org.sextant.runtime.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.sextant.runtime.sae.Sae;
import org.sextant.runtime.sae.SaeFolder;
import org.sextant.runtime.tensor.Backend;

/// The SAEs that were used last, ready for use again. Touched on the model thread alone.
final class SaeShelf implements AutoCloseable {
    private static final int MOST = 8;
    private static final String LABELS = "labels.json";

    private final String device;
    private final Map<Path, Held> saes = new LinkedHashMap<>(MOST, 0.75f, true);

    /// @param written when the newest file of its folder was written, labels aside: a person may name features while a
    ///        harvest goes on with the SAE
    private record Held(Sae sae, Optional<FileTime> written) {}

    /// @param device where the model computes
    SaeShelf(String device) {
        this.device = device;
    }

    /// An SAE; it stays the shelf's, and open until eight others have been asked for or its folder is written to.
    ///
    /// @throws org.sextant.runtime.sae.SaeException if there is none
    Sae at(Path folder) {
        Path place = folder.toAbsolutePath().normalize();
        Optional<FileTime> written = written(place);
        Held known = saes.get(place);
        if (known != null && known.written().equals(written)) {
            return known.sae();
        }
        Sae read = new Sae(SaeFolder.read(place), Backend.newManager(Backend.device(device)));
        if (known == null && saes.size() == MOST) {
            saes.remove(saes.keySet().iterator().next()).sae().close();
        }
        Held before = saes.put(place, new Held(read, written));
        if (before != null) {
            before.sae().close();
        }
        return read;
    }

    private static Optional<FileTime> written(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<FileTime> times = new ArrayList<>();
            for (Path file : files.filter(each -> !each.endsWith(LABELS)).toList()) {
                times.add(Files.getLastModifiedTime(file));
            }
            return times.stream().max(Comparator.naturalOrder());
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        saes.values().forEach(held -> held.sae().close());
        saes.clear();
    }
}
