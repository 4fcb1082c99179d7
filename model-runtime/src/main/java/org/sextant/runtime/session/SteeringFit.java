package org.sextant.runtime.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.sextant.runtime.SextantException;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteCatalog;
import org.sextant.runtime.routing.ExpertChoice;
import org.sextant.runtime.routing.ExpertGain;
import org.sextant.runtime.routing.LayerGains;
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
                card.experts().map(experts -> new ExpertChoice(experts.count(), experts.chosen(), experts.router())));
        this.saes = saes;
    }

    /// The first reason why a slider cannot be used; empty where it can. What is left out of it for now is not asked
    /// about.
    public Optional<SextantException> problem(SteeringRow row) {
        try {
            row.parts().stream().filter(SteeringRow.Part::active).map(SteeringRow.Part::edit).forEach(this::require);
            shape.require(row.experts());
            return Optional.empty();
        } catch (SextantException misfit) {
            return Optional.of(misfit);
        }
    }

    /// The reasons of all sliders, in their order. Sliders that force experts crowd out those below them that would force
    /// more than a token gets.
    public List<Optional<SextantException>> problems(SteeringSet set) {
        List<ExpertGain> forced = new ArrayList<>();
        List<Optional<SextantException>> problems = new ArrayList<>();
        for (SteeringRow row : set.rows()) {
            Optional<SextantException> problem = problem(row);
            if (problem.isEmpty() && set.hears(row)) {
                problem = crowding(forced, row);
            }
            if (problem.isEmpty() && set.hears(row)) {
                forced.addAll(forced(row));
            }
            problems.add(problem);
        }
        return problems;
    }

    private Optional<SextantException> crowding(List<ExpertGain> above, SteeringRow row) {
        try {
            List<ExpertGain> together = new ArrayList<>(above);
            together.addAll(forced(row));
            shape.require(together);
            return Optional.empty();
        } catch (SteeringException crowded) {
            return Optional.of(crowded);
        }
    }

    private static List<ExpertGain> forced(SteeringRow row) {
        return row.experts().stream().filter(gain -> gain.mode() == ExpertGain.Mode.FORCE).toList();
    }

    /// The sliders with nothing in those that cannot be used. They still mute the others where they are solo.
    public SteeringSet fitting(SteeringSet set) {
        List<Optional<SextantException>> problems = problems(set);
        return new SteeringSet(IntStream.range(0, problems.size()).mapToObj(index -> problems.get(index).isEmpty()
                ? set.rows().get(index)
                : emptied(set.rows().get(index))).toList(), set.gain());
    }

    /// What is done otherwise than a slider asks, since all sliders together leave too few experts; empty where nothing
    /// is. In the order of the sliders.
    public List<Optional<String>> notes(SteeringSet set) {
        List<LayerGains> layers = shape.require(fitting(set).plan().experts());
        return set.rows().stream().map(row -> layers.stream().filter(layer -> set.hears(row) && row.experts().stream()
                .anyMatch(gain -> gain.layer() == layer.layer() && gain.mode() != ExpertGain.Mode.FORCE))
                .flatMap(layer -> layer.note().stream()).findFirst()).toList();
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
