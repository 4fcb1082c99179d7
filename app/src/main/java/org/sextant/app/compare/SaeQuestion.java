package org.sextant.app.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
/// @param opening the one of these that a person opened just now: it is for the models that it fits
/// @param pickedA what a person picked for the first model
/// @param pickedB what a person picked for the second model
record SaeQuestion(ModelCard a, ModelCard b, Optional<SaePlace> shared, List<Path> opened,
        Optional<Path> opening, Optional<Path> pickedA, Optional<Path> pickedB) {
    private static final String OPEN = "Open one with the folder button above, or train one with “sextant sae train”.";

    SaeQuestion {
        opened = List.copyOf(opened);
    }

    /// Looks into the folders of both models; not for the UI thread. The first model is read with what was picked, else
    /// with what the view of features looks at, else with the first that lies beside it. The second one is read with the
    /// same where it fits it, else with the first that lies beside it.
    SaeChoice answer() {
        return opening.map(this::picked).orElse(this).found();
    }

    /// The same with what was opened for the models that it fits; where it fits none, for the first, which then says why.
    private SaeQuestion picked(Path sae) {
        boolean fitsA = read(sae, a) instanceof Side.Read;
        boolean fitsB = read(sae, b) instanceof Side.Read;
        return new SaeQuestion(a, b, shared, opened, Optional.empty(), fitsA || !fitsB ? Optional.of(sae) : pickedA,
                fitsB ? Optional.of(sae) : pickedB);
    }

    private SaeChoice found() {
        List<Path> besideA = beside(a);
        List<Path> besideB = beside(b);
        List<Path> offered = Stream.of(besideA, shared.stream().map(SaePlace::path).toList(), besideB, opened)
                .flatMap(List::stream).distinct().toList();
        Side first = pickedA.or(() -> shared.map(SaePlace::path)).or(() -> besideA.stream().findFirst())
                .map(path -> read(path, a)).orElseGet(() -> none(a));
        Optional<SextantException> misfit = pickedB.isEmpty() && first instanceof Side.Read(LabelledSae sae)
                ? sae.card().misfit(b)
                : Optional.empty();
        Side second = second(first, misfit, besideB);
        return new SaeChoice(offered, first, second, notes(first, second, misfit));
    }

    private Side second(Side first, Optional<SextantException> misfit, List<Path> besideB) {
        if (pickedB.isEmpty() && first instanceof Side.Read && misfit.isEmpty()) {
            return first;
        }
        return pickedB.or(() -> besideB.stream().findFirst()).map(path -> read(path, b))
                .orElseGet(() -> misfit.map(this::missing).orElseGet(() -> none(b)));
    }

    /// The SAE of the first model is no use for the second, and that one has none of its own.
    private Side missing(SextantException misfit) {
        return new Side.Missing(Optional.empty(),
                new PaneState.Empty(b.name() + " has no SAE", "None lies beside it, and that of "
                        + a.name() + " does not fit: " + misfit.what() + ". " + OPEN));
    }

    private List<String> notes(Side first, Side second, Optional<SextantException> misfit) {
        List<String> notes = new ArrayList<>();
        misfit.ifPresent(why -> notes.add("B, " + b.name() + ", is read with an SAE of its own, since " + why.what()));
        Stream.of(first, second).distinct().forEach(side -> {
            if (side instanceof Side.Read(LabelledSae sae)) {
                notes.addAll(sae.card().warnings());
            }
        });
        return notes;
    }

    private static Side none(ModelCard model) {
        return new Side.Missing(Optional.empty(),
                new PaneState.Empty(model.name() + " has no SAE", "None lies beside it. " + OPEN));
    }

    private Side read(Path path, ModelCard model) {
        try {
            LabelledSae sae = LabelledSae
                    .read(shared.filter(place -> place.path().equals(path)).orElseGet(() -> SaePlace.of(path)));
            return sae.card().isPlaced()
                    ? sae.card().misfit(model).<Side>map(misfit -> cannot(path, misfit))
                            .orElseGet(() -> new Side.Read(sae))
                    : unplaced(path);
        } catch (SextantException unread) {
            return cannot(path, unread);
        }
    }

    private static Side unplaced(Path path) {
        return new Side.Missing(Optional.of(path),
                new PaneState.Empty("Nothing says at which site " + LabelledSae.name(path) + " belongs",
                        "Open it in the view of features and choose its site there, or pick another SAE."));
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
