package org.sextant.runtime.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.sextant.runtime.SextantException;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteCatalog;
import org.sextant.runtime.steering.Edit;
import org.sextant.runtime.steering.FeatureEdit;
import org.sextant.runtime.steering.ModelShape;
import org.sextant.runtime.steering.Operation;
import org.sextant.runtime.steering.SteeringException;
import org.sextant.runtime.steering.SteeringRow;
import org.sextant.runtime.steering.SteeringSet;

/// Which sliders a model can be changed by, told from its card, before anything is computed. Safe on any thread.
public final class SteeringFit {
    private final ModelShape shape;
    private final Function<Path, SaeCard> saes;

    /// @param card of the model
    /// @param saes what the SAE of a folder is; throws a [SextantException] where there is none
    public SteeringFit(ModelCard card, Function<Path, SaeCard> saes) {
        this.shape = new ModelShape(SiteCatalog.named(card.sites()), card.dModel(), card.heads(), card.kvHeads(),
                card.experts().map(ModelCard.Experts::count).orElse(0),
                card.experts().map(ModelCard.Experts::chosen).orElse(0));
        this.saes = saes;
    }

    /// The first reason why a slider cannot be used; empty where it can. What is left out of it for now is not asked
    /// about.
    public Optional<SextantException> problem(SteeringRow row) {
        try {
            row.parts().stream().filter(SteeringRow.Part::active).map(SteeringRow.Part::edit).forEach(this::require);
            row.experts().forEach(shape::require);
            return Optional.empty();
        } catch (SextantException misfit) {
            return Optional.of(misfit);
        }
    }

    /// The reasons of all sliders, in their order.
    public List<Optional<SextantException>> problems(SteeringSet set) {
        return set.rows().stream().map(this::problem).toList();
    }

    /// The sliders with nothing in those that cannot be used. They still mute the others where they are solo.
    public SteeringSet fitting(SteeringSet set) {
        return new SteeringSet(set.rows().stream().map(row -> problem(row).isEmpty() ? row : emptied(row)).toList(),
                set.gain());
    }

    private static SteeringRow emptied(SteeringRow row) {
        return new SteeringRow(row.name(), row.colour(), row.muted(), row.solo(), List.of(), List.of());
    }

    private void require(Edit edit) {
        Site site = shape.require(edit);
        if (edit instanceof FeatureEdit feature) {
            require(feature, site, saes.apply(feature.sae()));
        }
    }

    private void require(FeatureEdit edit, Site site, SaeCard sae) {
        require(!sae.isPlaced() || site.name().equals(sae.site()), edit, "the SAE's output belongs at " + sae.site(),
                "make the edit there, or choose an SAE of this site");
        require(sae.width() == shape.dModel(), edit, "the SAE is made for vectors of " + sae.width()
                + " numbers and the model's d_model is " + shape.dModel(),
                "choose an SAE that was trained on this model");
        require(edit.feature() < sae.features(), edit,
                "there is no feature " + edit.feature() + " among " + sae.features(),
                "choose one from 0 to " + (sae.features() - 1));
        require(edit.operation() == Operation.ADD_FEATURE || !sae.transcoder(), edit,
                "the features of a transcoder are read elsewhere than they are written",
                "add to the feature instead");
    }

    private static void require(boolean holds, FeatureEdit edit, String what, String remedy) {
        if (!holds) {
            throw new SteeringException(what, "in the edit at " + edit.site(), remedy);
        }
    }
}
