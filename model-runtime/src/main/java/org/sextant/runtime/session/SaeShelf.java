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

import org.sextant.runtime.hook.Site;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.sae.Sae;
import org.sextant.runtime.sae.SaeFolder;
import org.sextant.runtime.tensor.Backend;

/// The SAEs that were used last, ready for use again. Touched on the model thread alone.
final class SaeShelf implements AutoCloseable {
    private static final int MOST = 8;
    private static final String LABELS = "labels.json";

    private final Transformer model;
    private final String device;
    private final Map<SaePlace, Held> saes = new LinkedHashMap<>(MOST, 0.75f, true);

    /// @param written when the newest file of its folder was written, labels aside: a person may name features while a
    ///        harvest goes on with the SAE
    private record Held(Sae sae, Optional<FileTime> written) {}

    /// @param model that the SAEs are used in
    /// @param device where it computes
    SaeShelf(Transformer model, String device) {
        this.model = model;
        this.device = device;
    }

    /// An SAE at the site that its files name, see [#at(SaePlace)].
    ///
    /// @throws org.sextant.runtime.SextantException if there is none, or the model has no such site
    Sae at(Path folder) {
        return at(SaePlace.of(folder));
    }

    /// The SAE of an edit: at the site that its files name, and where they name none at that of the edit.
    Sae ofEdit(Path folder, Site site) {
        boolean known = saes.containsKey(SaePlace.of(folder.toAbsolutePath().normalize()));
        return at(known || SaeCard.read(folder).isPlaced() ? SaePlace.of(folder) : SaePlace.at(folder, site.name()));
    }

    /// An SAE; it stays the shelf's, and open until eight others have been asked for or its folder is written to.
    ///
    /// @throws org.sextant.runtime.SextantException if there is none, or the model has no such site
    Sae at(SaePlace asked) {
        SaePlace place = new SaePlace(asked.path().toAbsolutePath().normalize(), asked.site(), asked.siteOut());
        Optional<FileTime> written = written(place.path());
        Held known = saes.get(place);
        if (known != null && known.written().equals(written)) {
            return known.sae();
        }
        Sae read = new Sae(SaeFolder.read(place.path(), place.choice(), model),
                Backend.newManager(Backend.device(device)));
        if (known == null && saes.size() == MOST) {
            saes.remove(saes.keySet().iterator().next()).sae().close();
        }
        Held before = saes.put(place, new Held(read, written));
        if (before != null) {
            before.sae().close();
        }
        return read;
    }

    private static Optional<FileTime> written(Path place) {
        try (Stream<Path> files = Files.isDirectory(place) ? Files.list(place) : Stream.of(place)) {
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
