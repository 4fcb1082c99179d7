package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteKind.Axes;
import org.sextant.runtime.session.PromptClasses.Member;
import org.sextant.runtime.steering.Contrast;
import org.sextant.runtime.steering.DerivationMethod;
import org.sextant.runtime.steering.Direction;
import org.sextant.runtime.steering.Separation;
import org.sextant.runtime.steering.SteeringVector;
import org.sextant.runtime.steering.VectorArithmetic;

/// Makes a steering vector from prompts.
final class DeriveVectorHandler {
    private final LoadedModel model;
    private final WorkingMemory memory;

    DeriveVectorHandler(LoadedModel model, WorkingMemory memory) {
        this.model = model;
        this.memory = memory;
    }

    DerivedVector answer(DeriveVectorRequest request, JobContext context) {
        PromptClasses classes = PromptClasses.of(request.positive(), request.negative(), request.heldOut());
        SortedMap<Integer, Site> sites = sites(request);
        List<RowReader.Text> texts = new ReadPlaces(model).read(
                classes.prompts().stream().map(Member::prompt).toList(), request.position(),
                request.method() == DerivationMethod.ACT_ADD);
        memory.requireHeld((long) texts.size() * sites.size() * model.card().dModel() * Float.BYTES,
                "activations of " + texts.size() + " prompts");
        Map<Site, float[][]> rows = new HashMap<>();
        sites.values().forEach(site -> rows.put(site, new float[texts.size()][]));
        new RowReader(model, memory).read(texts, sites.values(), context,
                (text, site, place, row) -> rows.get(site)[text] = row);

        SortedMap<Integer, float[]> vectors = new TreeMap<>();
        List<DerivedVector.Layer> layers = new ArrayList<>();
        sites.forEach((layer, site) -> {
            context.checkCancelled();
            context.update(new Update.Progress("Deriving", layers.size(), sites.size(), "layers"));
            Contrast learnt = learnt(site, classes, rows.get(site));
            Direction direction = Direction.of(request.method(), learnt);
            vectors.put(layer, direction.vector());
            layers.add(figures(layer, direction, classes, rows.get(site), cosines(request, direction, learnt)));
        });
        return new DerivedVector(vector(request, classes, vectors), layers, read(classes, texts),
                provenance(request, classes, sites));
    }

    private SortedMap<Integer, Site> sites(DeriveVectorRequest request) {
        SortedMap<Integer, Site> sites = new TreeMap<>();
        for (int layer : request.layers()) {
            Site site = model.transformer().sites().require(new Site(request.site(), layer).name());
            if (site.kind().axes() != Axes.RESIDUAL || !site.kind().perBlock()) {
                throw new RequestException("there is no steering vector at " + site.name(), "in the request",
                        "choose a site of the residual stream, such as blocks.2.hook_resid_post");
            }
            sites.put(layer, site);
        }
        if (sites.isEmpty()) {
            throw new RequestException("no layer is asked for", "in the request to derive a vector",
                    "choose one or more of 0 to " + (model.card().layers() - 1));
        }
        return sites;
    }

    private static Contrast learnt(Site site, PromptClasses classes, float[][] rows) {
        return new Contrast(site.name(), classes.indices(true, false).stream().map(i -> rows[i]).toList(),
                classes.indices(false, false).stream().map(i -> rows[i]).toList());
    }

    private static Map<DerivationMethod, Double> cosines(DeriveVectorRequest request, Direction direction,
            Contrast learnt) {
        Map<DerivationMethod, Double> cosines = new EnumMap<>(DerivationMethod.class);
        for (DerivationMethod other : request.compared()) {
            cosines.put(other,
                    VectorArithmetic.cosine(direction.vector(), Direction.of(other, learnt).vector()));
        }
        return cosines;
    }

    private static DerivedVector.Layer figures(int layer, Direction direction, PromptClasses classes,
            float[][] rows, Map<DerivationMethod, Double> cosines) {
        List<Double> projections = Arrays.stream(rows)
                .map(row -> SteeringVector.projection(row, direction.vector())).toList();
        boolean heldOut = classes.count(true, true) > 0;
        return new DerivedVector.Layer(layer, SteeringVector.norm(direction.vector()), direction.explainedVariance(),
                Separation.of(chosen(projections, classes.indices(true, heldOut)),
                        chosen(projections, classes.indices(false, heldOut))),
                projections, cosines, negativeMean(classes, rows));
    }

    /// Of the prompts that the direction is made from.
    private static List<Float> negativeMean(PromptClasses classes, float[][] rows) {
        double[] mean = new double[rows[0].length];
        List<Integer> negative = classes.indices(false, false);
        for (int row : negative) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += (double) rows[row][i] / negative.size();
            }
        }
        return Arrays.stream(mean).mapToObj(value -> (float) value).toList();
    }

    private static double[] chosen(List<Double> projections, List<Integer> indices) {
        return indices.stream().mapToDouble(projections::get).toArray();
    }

    private SteeringVector vector(DeriveVectorRequest request, PromptClasses classes,
            SortedMap<Integer, float[]> vectors) {
        return new SteeringVector(request.site(), vectors, Map.of("model", model.card().name(), "method",
                request.method().label(), "normalised", Boolean.toString(request.method().normalised()), "position",
                request.position().label(), "prompts", classes.count(true, false) + " positive, "
                        + classes.count(false, false) + " negative"));
    }

    private List<DerivedVector.ReadPrompt> read(PromptClasses classes, List<RowReader.Text> texts) {
        return IntStream.range(0, texts.size()).mapToObj(i -> {
            Member member = classes.prompts().get(i);
            return new DerivedVector.ReadPrompt(member.positive(), member.heldOut(),
                    model.prompts().tokens(texts.get(i).idArray(), 0), texts.get(i).places().getFirst());
        }).toList();
    }

    private Provenance provenance(DeriveVectorRequest request, PromptClasses classes,
            SortedMap<Integer, Site> sites) {
        return model.provenance(classes.summary(), sites.values().stream().map(Site::name).toList(),
                "method=" + request.method().label(), "position=" + request.position().label(),
                "held_out=" + (classes.count(true, true) + classes.count(false, true)));
    }
}
