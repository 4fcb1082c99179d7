package org.sextant.app.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.sextant.app.compare.SaeChoice.Side;
import org.sextant.app.features.LabelledSae;
import org.sextant.app.steering.BoardFiles;
import org.sextant.app.view.PaneState;
import org.sextant.runtime.SextantException;
import org.sextant.runtime.session.ModelCard;
import org.sextant.runtime.session.SaePlace;

/// Which SAE to read either of two models with.
///
/// @param a the first model
/// @param b the second model
/// @param shared the SAE that the view of features looks at
/// @param opened those that a person opened here
/// @param pickedA what a person picked for the first model
/// @param pickedB what a person picked for the second model
record SaeQuestion(ModelCard a, ModelCard b, Optional<SaePlace> shared, List<Path> opened, Optional<Path> pickedA,
        Optional<Path> pickedB) {
    private static final String OPEN = "Open one with the folder button above, or train one with the command sae train.";

    SaeQuestion {
        opened = List.copyOf(opened);
    }

    /// Looks into the folders of both models; not for the UI thread. The first model is read with what was picked, else
    /// with what the view of features looks at, else with the first that lies beside it. The second one is read with the
    /// same where it fits it, else with the first that lies beside it.
    SaeChoice answer() {
        List<Path> besideA = beside(a);
        List<Path> besideB = beside(b);
        List<Path> offered = Stream.of(besideA, shared.stream().map(SaePlace::path).toList(), besideB, opened)
                .flatMap(List::stream).distinct().toList();
        Side first = pickedA.or(() -> shared.map(SaePlace::path)).or(() -> besideA.stream().findFirst())
                .map(path -> read(path, a)).orElseGet(() -> none(a));
        return new SaeChoice(offered, first,
                pickedB.map(path -> read(path, b)).orElseGet(() -> second(first, besideB)));
    }

    private Side second(Side first, List<Path> besideB) {
        if (!(first instanceof Side.Read(LabelledSae sae))) {
            return besideB.stream().findFirst().map(path -> read(path, b)).orElseGet(() -> none(b));
        }
        Optional<SextantException> misfit = sae.card().misfit(b);
        return misfit.isEmpty()
                ? first
                : besideB.stream().findFirst().map(path -> read(path, b))
                        .orElseGet(() -> new Side.Missing(Optional.empty(), missing(misfit.get())));
    }

    /// The SAE of the first model is no use for the second, and that one has none of its own.
    private PaneState missing(SextantException misfit) {
        return new PaneState.Empty(b.name() + " has no SAE", "None lies beside it, and that of " + a.name()
                + " does not fit: " + misfit.what() + ". " + OPEN);
    }

    private static Side none(ModelCard model) {
        return new Side.Missing(Optional.empty(),
                new PaneState.Empty(model.name() + " has no SAE", "None lies beside it. " + OPEN));
    }

    private Side read(Path path, ModelCard model) {
        try {
            LabelledSae sae = LabelledSae
                    .read(shared.filter(place -> place.path().equals(path)).orElseGet(() -> SaePlace.of(path)));
            return sae.card().misfit(model).<Side>map(misfit -> cannot(path, misfit))
                    .orElseGet(() -> new Side.Read(sae));
        } catch (SextantException unread) {
            return cannot(path, unread);
        }
    }

    private static Side cannot(Path path, SextantException why) {
        return new Side.Missing(Optional.of(path), new PaneState.Cannot(why.what(), why.where(), why.remedy()));
    }

    private static List<Path> beside(ModelCard model) {
        try {
            return BoardFiles.Shelf.of(model.folder()).saes();
        } catch (IOException unread) {
            return List.of();
        }
    }
}
