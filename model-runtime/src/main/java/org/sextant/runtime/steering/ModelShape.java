package org.sextant.runtime.steering;

import java.util.List;
import java.util.Optional;

import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteCatalog;
import org.sextant.runtime.hook.SiteException;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.hook.SiteKind.Axes;
import org.sextant.runtime.model.ModelSpec;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.routing.ExpertChoice;
import org.sextant.runtime.routing.ExpertGain;
import org.sextant.runtime.routing.LayerGains;

/// What of a model decides whether an edit fits it.
///
/// @param sites that it has
/// @param dModel width of its residual stream
/// @param heads query heads of a block
/// @param kvHeads key-value heads of a block
/// @param experts how experts of a mixture are chosen; empty without
public record ModelShape(SiteCatalog sites, int dModel, int heads, int kvHeads, Optional<ExpertChoice> experts) {
    public static ModelShape of(Transformer model) {
        ModelSpec spec = model.spec();
        return new ModelShape(model.sites(), spec.dModel(), spec.heads(), spec.kvHeads(),
                spec.experts().map(ExpertChoice::of));
    }

    /// The place of an edit that fits.
    ///
    /// @throws SteeringException if the edit cannot be made at its site, or is of another model
    /// @throws SiteException if the model lacks the site
    public Site require(Edit edit) {
        Site site = sites.require(edit.site());
        Axes axes = site.kind().axes();
        switch (edit) {
            case VectorEdit vector -> {
                require(axes == Axes.RESIDUAL, "a vector cannot be added at " + site.name(), edit,
                        "choose a site of the residual stream, such as blocks.2.hook_resid_post");
                require(vector.vector().size() == dModel, "the vector has " + vector.vector().size()
                        + " numbers and the model's d_model is " + dModel, edit,
                        "use a vector that was derived from a model of this width");
                vector.negativeMean()
                        .ifPresent(mean -> require(mean.size() == dModel, "the mean of the negative class has "
                                + mean.size() + " numbers and the model's d_model is " + dModel, edit,
                                "give the mean that was taken at this site"));
            }
            case HeadEdit head -> {
                require(axes == Axes.PER_HEAD, "there are no heads at " + site.name(), edit,
                        "choose a site with heads, such as blocks.2.attn.hook_z");
                int count = heads(site.kind());
                require(head.head() < count, "there is no head " + head.head() + " among " + count, edit,
                        "choose a head from 0 to " + (count - 1));
            }
            case ZeroEdit _ -> require(List.of(Axes.RESIDUAL, Axes.HIDDEN, Axes.PER_HEAD).contains(axes),
                    "there is no activation to set to zero at " + site.name(), edit,
                    "choose a residual stream, heads or an MLP, such as blocks.2.hook_mlp_out");
            case FeatureEdit _ -> {
            }
        }
        return site;
    }

    private int heads(SiteKind kind) {
        return kind == SiteKind.K || kind == SiteKind.V || kind == SiteKind.ROT_K ? kvHeads : heads;
    }

    /// @throws SteeringException if the model has no such expert
    public void require(ExpertGain gain) {
        String where = "in the gain of expert " + gain.expert() + " of block " + gain.layer();
        ExpertChoice choice = experts.filter(_ -> sites.contains(new Site(SiteKind.ROUTER_LOGITS, gain.layer())))
                .orElseThrow(() -> new SteeringException("this block is no mixture of experts", where,
                        "choose a block with experts, or a model that has some"));
        if (gain.expert() >= choice.experts()) {
            throw new SteeringException("there are " + choice.experts() + " experts", where,
                    "choose one from 0 to " + (choice.experts() - 1));
        }
    }

    /// The gains of each layer as they will act.
    ///
    /// @throws SteeringException if the model has no such expert, or more are forced than a token gets
    public List<LayerGains> require(List<ExpertGain> gains) {
        gains.forEach(this::require);
        List<LayerGains> layers = experts.map(choice -> LayerGains.of(gains, choice)).orElse(List.of());
        for (LayerGains layer : layers) {
            int chosen = experts.orElseThrow().chosen();
            if (layer.forced().size() > chosen) {
                throw new SteeringException(
                        layer.forced().size() + " experts are forced and a token gets " + chosen,
                        "in block " + layer.layer(), "force " + chosen + " or fewer there");
            }
        }
        return layers;
    }

    private static void require(boolean holds, String what, Edit edit, String remedy) {
        if (!holds) {
            throw new SteeringException(what, "in the edit at " + edit.site(), remedy);
        }
    }
}
