package org.sextant.runtime.session;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteKind.Axes;
import org.sextant.runtime.sae.SaeException;
import org.sextant.runtime.steering.SteeringVector;

/// Takes decoder rows out of SAEs.
final class FeatureVectorHandler {
    private final LoadedModel model;

    FeatureVectorHandler(LoadedModel model) {
        this.model = model;
    }

    FeatureVector answer(FeatureVectorRequest request) {
        SaeCard card = SaeCard.read(request.sae());
        Site site = site(card, request);
        require(request.feature() >= 0 && request.feature() < card.features(),
                "there is no feature " + request.feature() + " among " + card.features(), request,
                "choose one from 0 to " + (card.features() - 1));
        float[] row = model.saes().at(request.sae()).direction(request.feature());
        double norm = SteeringVector.norm(row);
        SteeringVector vector = new SteeringVector(site.kind(), new TreeMap<>(Map.of(site.layer(), row)),
                Map.of("model", model.card().name(), "method",
                        "feature " + request.feature() + " of the SAE " + request.sae().getFileName(), "normalised",
                        "false"));
        return new FeatureVector(vector, card, request.feature(), norm,
                model.provenance("feature " + request.feature(), List.of(site.name()), "sae=" + request.sae(),
                        "feature=" + request.feature()));
    }

    private Site site(SaeCard card, FeatureVectorRequest request) {
        Site site = model.transformer().sites().require(card.site());
        require(site.kind().axes() == Axes.RESIDUAL && site.kind().perBlock(),
                "the SAE's output belongs at " + site.name() + ", which is no place for a steering vector", request,
                "choose an SAE of the residual stream or of what is added to it");
        require(card.width() == model.card().dModel(), "the SAE is made for vectors of " + card.width()
                + " numbers and the model's d_model is " + model.card().dModel(), request,
                "choose an SAE that was trained on this model");
        return site;
    }

    private static void require(boolean holds, String what, FeatureVectorRequest request, String remedy) {
        if (!holds) {
            throw new SaeException(what, "in " + request.sae(), remedy);
        }
    }
}
