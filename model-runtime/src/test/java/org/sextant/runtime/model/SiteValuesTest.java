package org.sextant.runtime.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sextant.runtime.checkpoint.Checkpoint;
import org.sextant.runtime.hook.Captures;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.model.family.ModelLoader;
import org.sextant.runtime.tensor.NativeMemory;
import org.sextant.runtime.testing.Fixtures;
import org.sextant.runtime.testing.ReferenceTensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sextant.runtime.hook.SiteKind.*;

/// The value at each site, made again in plain Java and float64 from the sites before it and the stored weights, within
/// 1e-5 of the largest absolute value of the site.
class SiteValuesTest {
    private static final double TOLERANCE = 1e-5;

    @ParameterizedTest
    @ValueSource(strings = {"v4/gpt2", "v4/gpt_neox", "v4/llama", "v4/mistral", "v4/qwen2", "v5/llama"})
    void everySiteIsWhatTheSitesBeforeItAndTheWeightsMake(String fixture) {
        Run run = Run.of(fixture);
        assertThat(run.wrongSites()).isEmpty();
        assertThat(run.checked).contains(EMBED, LN1_SCALE, LN1_NORMALIZED, Q, K, V, ROT_Q, ROT_K, ATTN_SCORES,
                LN2_SCALE, LN2_NORMALIZED, MLP_PRE, MLP_POST, MLP_PROJECTED, FINAL_SCALE, FINAL_NORMALIZED);
        assertThat(run.checked.contains(POS_EMBED)).isEqualTo(fixture.endsWith("gpt2"));
        assertThat(run.checked.contains(MLP_PRE_LINEAR)).isEqualTo(run.block(0).ungated().isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"v4/gpt2", "v4/gpt_neox", "v4/llama", "v4/mistral", "v4/qwen2", "v5/llama"})
    void twoSitesThatGiveEachOthersValuesAreSeen(String fixture) {
        Run run = Run.of(fixture);
        run.wrongSites();
        List<SiteKind> kinds = run.checked.stream().filter(SiteKind::perBlock).distinct().toList();
        int swapped = 0;
        for (int i = 0; i < kinds.size(); i++) {
            for (int j = 0; j < i; j++) {
                Site one = new Site(kinds.get(i), 1);
                Site other = new Site(kinds.get(j), 1);
                if (run.at(one).length == run.at(other).length && !Arrays.equals(run.at(one), run.at(other))) {
                    assertThat(run.swapping(one, other).wrongSites()).as("%s for %s", one, other).isNotEmpty();
                    swapped++;
                }
            }
        }
        assertThat(swapped).isGreaterThan(5);
    }

    /// The values of one pass, and what they should be.
    private static final class Run {
        private final ModelSpec spec;
        private final ReferenceTensors stored;
        private final long[][] ids;
        private final Map<Site, double[]> values;
        private final List<SiteKind> checked = new ArrayList<>();
        private final List<String> wrong = new ArrayList<>();

        private Run(ModelSpec spec, ReferenceTensors stored, long[][] ids, Map<Site, double[]> values) {
            this.spec = spec;
            this.stored = stored;
            this.ids = ids;
            this.values = values;
        }

        static Run of(String fixture) {
            long[][] ids = Fixtures.reference(fixture).rows("input_ids");
            Map<Site, double[]> values = new HashMap<>();
            try (Checkpoint checkpoint = Checkpoint.open(Fixtures.folder(fixture));
                    Transformer model = ModelLoader
                            .load(checkpoint, Device.cpu(), DataType.FLOAT32, (done, total) -> {}).transformer();
                    NDManager scope = model.newScope()) {
                Captures captures = new Captures(scope, model.sites().sites());
                model.forward(ForwardRequest.ofIds(scope, ids), captures);
                captures.values()
                        .forEach((site, value) -> values.put(site, StoredBlock.doubles(NativeMemory.floats(value))));
                return new Run(model.spec(),
                        ReferenceTensors.read(Fixtures.folder(fixture).resolve("model.safetensors")), ids, values);
            }
        }

        Run swapping(Site one, Site other) {
            Map<Site, double[]> changed = new HashMap<>(values);
            changed.put(one, at(other));
            changed.put(other, at(one));
            return new Run(spec, stored, ids, changed);
        }

        StoredBlock block(int layer) {
            return StoredBlock.of(stored, layer, spec.heads(), spec.headDim());
        }

        double[] at(Site site) {
            return values.get(site);
        }

        private double[] at(SiteKind kind, int layer) {
            return at(new Site(kind, layer));
        }

        /// The sites whose values are not what they should be.
        List<String> wrongSites() {
            embedding();
            for (int layer = 0; layer < spec.layers(); layer++) {
                attention(block(layer), layer);
                feedForward(block(layer), layer);
            }
            StoredBlock.StoredNorm norm = StoredBlock.finalNorm(stored);
            double[] last = at(RESID_POST, spec.layers() - 1);
            norm(Site.of(FINAL_SCALE), Site.of(FINAL_NORMALIZED), norm, last);
            return wrong;
        }

        private void embedding() {
            double[] embedded = rows("transformer.wte", "gpt_neox.embed_in", "model.embed_tokens");
            expect(Site.of(EMBED), embedded);
            double[] start = at(Site.of(EMBED));
            if (values.containsKey(Site.of(POS_EMBED))) {
                double[] table = StoredBlock.doubles(stored.floats("transformer.wpe.weight"));
                double[] places = new double[embedded.length];
                for (int i = 0; i < places.length; i++) {
                    places[i] = table[i % (ids[0].length * spec.dModel())];
                }
                expect(Site.of(POS_EMBED), places);
                start = start.clone();
                for (int i = 0; i < start.length; i++) {
                    start[i] += at(Site.of(POS_EMBED))[i];
                }
            }
            expect(new Site(RESID_PRE, 0), start);
        }

        /// The rows of the table that is there, one a token.
        private double[] rows(String... tables) {
            String table = Arrays.stream(tables).map(name -> name + ".weight").filter(stored::contains).findFirst()
                    .orElseThrow();
            double[] all = StoredBlock.doubles(stored.floats(table));
            int width = spec.dModel();
            return Arrays.stream(ids).flatMapToLong(Arrays::stream).boxed()
                    .flatMapToDouble(id -> Arrays.stream(all, (int) (id * width), (int) ((id + 1) * width))).toArray();
        }

        private void norm(Site scale, Site normalized, StoredBlock.StoredNorm norm, double[] input) {
            expect(scale, eachRow(input, spec.dModel(), row -> new double[]{norm.scale(row)}));
            double[] product = at(normalized).clone();
            for (int i = 0; i < product.length; i++) {
                product[i] *= at(scale)[i / spec.dModel()];
            }
            expect(normalized, product, eachRow(input, spec.dModel(), norm::centred));
        }

        private void attention(StoredBlock block, int layer) {
            norm(new Site(LN1_SCALE, layer), new Site(LN1_NORMALIZED, layer), block.attentionNorm(),
                    at(RESID_PRE, layer));
            double[] read = eachRow(at(LN1_NORMALIZED, layer), spec.dModel(), block.attentionNorm()::weighted);
            expect(new Site(Q, layer), eachRow(read, spec.dModel(), block.query()::apply));
            expect(new Site(K, layer), eachRow(read, spec.dModel(), block.key()::apply));
            expect(new Site(V, layer), eachRow(read, spec.dModel(), block.value()::apply));
            rotation(new Site(Q, layer), new Site(ROT_Q, layer), spec.heads());
            rotation(new Site(K, layer), new Site(ROT_K, layer), spec.kvHeads());
            scores(layer);
        }

        /// What can be said of a rotation without its angles: a head keeps its length, and at position 0 it stays.
        private void rotation(Site before, Site after, int heads) {
            expect(after, lengths(at(after)), lengths(at(before)));
            int first = heads * spec.headDim();
            expect(after, Arrays.copyOf(at(after), first), Arrays.copyOf(at(before), first));
        }

        private double[] lengths(double[] heads) {
            return eachRow(heads, spec.headDim(),
                    head -> new double[]{Math.sqrt(Arrays.stream(head).map(x -> x * x).sum())});
        }

        /// Where a score is not masked it is the product of query and key by √d.
        private void scores(int layer) {
            double[] scores = at(ATTN_SCORES, layer).clone();
            double[] products = new double[scores.length];
            int length = ids[0].length;
            for (int i = 0; i < scores.length; i++) {
                int key = i % length;
                int query = i / length % length;
                if (scores[i] == Double.NEGATIVE_INFINITY && key != query) {
                    scores[i] = 0;
                    continue;
                }
                int head = i / length / length % spec.heads();
                int row = i / length / length / spec.heads();
                int q = ((row * length + query) * spec.heads() + head) * spec.headDim();
                int k = ((row * length + key) * spec.kvHeads() + head / (spec.heads() / spec.kvHeads()))
                        * spec.headDim();
                for (int d = 0; d < spec.headDim(); d++) {
                    products[i] += at(ROT_Q, layer)[q + d] * at(ROT_K, layer)[k + d] / Math.sqrt(spec.headDim());
                }
            }
            expect(new Site(ATTN_SCORES, layer), scores, products);
        }

        private void feedForward(StoredBlock block, int layer) {
            norm(new Site(LN2_SCALE, layer), new Site(LN2_NORMALIZED, layer), block.mlpNorm(),
                    at(block.parallel() ? RESID_PRE : RESID_MID, layer));
            double[] read = eachRow(at(LN2_NORMALIZED, layer), spec.dModel(), block.mlpNorm()::weighted);
            expect(new Site(MLP_PRE, layer), eachRow(read, spec.dModel(), block.input()::apply));
            double[] neurons = Arrays.stream(at(MLP_PRE, layer)).map(block.activation()).toArray();
            if (block.ungated().isPresent()) {
                expect(new Site(MLP_PRE_LINEAR, layer),
                        eachRow(read, spec.dModel(), block.ungated().get()::apply));
                for (int i = 0; i < neurons.length; i++) {
                    neurons[i] *= at(MLP_PRE_LINEAR, layer)[i];
                }
            }
            expect(new Site(MLP_POST, layer), neurons);
            expect(new Site(MLP_PROJECTED, layer), eachRow(at(MLP_POST, layer), spec.dMlp(), block.down()::apply));
        }

        private void expect(Site site, double[] expected) {
            expect(site, at(site), expected);
        }

        private void expect(Site site, double[] actual, double[] expected) {
            checked.add(site.kind());
            double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
            double difference = actual.length == expected.length ? 0 : Double.NaN;
            for (int i = 0; i < Math.min(actual.length, expected.length); i++) {
                difference = Math.max(difference, Math.abs(actual[i] - expected[i]));
            }
            if (!(largest > 0 && difference <= TOLERANCE * largest)) {
                wrong.add(site + " by " + difference / largest);
            }
        }

        private static double[] eachRow(double[] values, int width, UnaryOperator<double[]> made) {
            List<double[]> rows = new ArrayList<>();
            for (int from = 0; from < values.length; from += width) {
                rows.add(made.apply(Arrays.copyOfRange(values, from, from + width)));
            }
            return rows.stream().flatMapToDouble(Arrays::stream).toArray();
        }
    }
}
