package org.sextant.runtime.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.runtime.sae.SaeData;
import org.sextant.runtime.sae.SaeException;
import org.sextant.runtime.sae.SaeFolder;
import org.sextant.runtime.sae.SaeTensor;
import org.sextant.runtime.testing.CheckpointFolder;
import org.sextant.runtime.testing.ReferenceTensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/// What features are by their weights and do on a prompt, against sums in Java.
class FeaturePageTest {
    private static final String SITE = "blocks.1.hook_resid_post";
    private static final int FEATURES = 48;
    private static final Prompt PROMPT = new Prompt.Text("abracadabra");

    @TempDir
    private Path folder;

    private Path sae;
    private OpenFixture open;

    @BeforeEach
    void openModel() throws IOException {
        Path model = CheckpointFolder.copyOf("v5/llama", folder.resolve("model")).withTokenizer().path();
        open = OpenFixture.of(model, Dtype.FLOAT32);
        sae = train(SITE, Optional.empty());
    }

    private Path train(String site, Optional<String> out) throws IOException {
        Random random = new Random(4);
        List<String> lines = IntStream.range(0, 300).mapToObj(_ -> random.ints(25, 'a', 'z' + 1)
                .mapToObj(letter -> String.valueOf((char) letter)).collect(Collectors.joining())).toList();
        Path corpus = Files.write(folder.resolve("texts.txt"), lines);
        Path target = folder.resolve(site);
        SaeArchitecture architecture = out.isPresent() ? new SaeArchitecture.BatchTopK(6) : new SaeArchitecture.TopK(6);
        open.answer(new TrainSaeRequest(corpus, target, site, out, architecture, FEATURES, 4096, 3e-3, 5, 1));
        return target;
    }

    @AfterEach
    void closeModel() {
        open.close();
    }

    private float[] vector(Prompt prompt, String site, int position) {
        return open.answer(new InspectRequest(prompt, site, position, OptionalInt.empty(), 1)).values().toArray();
    }

    @Test
    void sharesOfAPositionSumToOneAndErrorsAreTheDistanceToWhatIsGivenBack() {
        FeaturesResult result = open.answer(new FeaturesRequest(PROMPT, sae));
        SaeData data = SaeFolder.read(sae);
        float[] decoder = data.values(SaeTensor.W_DEC);
        int width = data.spec().dOut();

        for (int position = 0; position < result.tokens().size(); position++) {
            int here = position;
            List<FeaturesResult.Active> active = result.active().stream().filter(each -> each.position() == here)
                    .toList();
            double[] given = new double[width];
            for (FeaturesResult.Active each : active) {
                for (int i = 0; i < width; i++) {
                    given[i] += each.activation() * decoder[each.feature() * width + i];
                }
            }
            double square = dot(given, given);
            for (FeaturesResult.Active each : active) {
                double own = 0;
                for (int i = 0; i < width; i++) {
                    own += each.activation() * decoder[each.feature() * width + i] * given[i];
                }
                assertThat((double) each.share()).isCloseTo(own / square, within(1e-4));
            }
            assertThat(active.stream().mapToDouble(FeaturesResult.Active::share).sum()).isCloseTo(1, within(1e-4));
            float[] x = vector(PROMPT, SITE, position);
            double error = 0;
            for (int i = 0; i < width; i++) {
                error += Math.pow(x[i] - given[i] - data.values(SaeTensor.B_DEC)[i], 2);
            }
            FeaturesResult.Fit fit = result.fits().get(position);
            assertThat((double) fit.error()).isCloseTo(Math.sqrt(error), within(1e-4));
            assertThat(fit.relative()).isCloseTo(fit.error() / (double) fit.norm(), within(1e-9));
        }
    }

    private static double dot(double[] x, double[] y) {
        return IntStream.range(0, x.length).mapToDouble(i -> x[i] * y[i]).sum();
    }

    @Test
    void theDirectEffectIsTheUnembeddingOfTheWeightedDecoderRow() {
        FeaturePage page = open.answer(new FeaturePageRequest(sae, 7, 5));
        ReferenceTensors weights = ReferenceTensors.read(folder.resolve("model/model.safetensors"));
        float[] unembedding = weights.floats("lm_head.weight");
        float[] weight = weights.floats("model.norm.weight");
        float[] row = decoderRow(7);
        double[] effects = new double[unembedding.length / row.length];
        for (int id = 0; id < effects.length; id++) {
            for (int i = 0; i < row.length; i++) {
                effects[id] += (double) unembedding[id * row.length + i] * weight[i] * row[i];
            }
        }
        double mean = IntStream.range(0, effects.length).mapToDouble(i -> effects[i]).average().orElseThrow();
        List<Integer> order = IntStream.range(0, effects.length).boxed()
                .sorted(Comparator.comparingDouble(id -> -effects[id])).toList();

        assertThat(page.promoted()).extracting(FeaturePage.TokenEffect::id)
                .containsExactlyElementsOf(order.subList(0, 5));
        assertThat(page.suppressed()).extracting(FeaturePage.TokenEffect::id)
                .containsExactlyElementsOf(order.reversed().subList(0, 5));
        assertThat(page.promoted())
                .allSatisfy(each -> assertThat(each.effect()).isCloseTo(effects[each.id()] - mean, within(1e-5)));
        assertThat(page.withoutLogits()).isEmpty();
    }

    private float[] decoderRow(int feature) {
        SaeData data = SaeFolder.read(sae);
        int width = data.spec().dOut();
        return Arrays.copyOfRange(data.values(SaeTensor.W_DEC), feature * width, (feature + 1) * width);
    }

    @Test
    void neighboursAreTheFeaturesOfGreatestCosine() {
        FeaturePage page = open.answer(new FeaturePageRequest(sae, 3, 4));

        List<Integer> order = IntStream.range(0, FEATURES).filter(other -> other != 3).boxed()
                .sorted(Comparator.comparingDouble(other -> -cosine(3, other))).toList();
        assertThat(page.neighbours()).extracting(FeaturePage.Neighbour::feature)
                .containsExactlyElementsOf(order.subList(0, 4));
        assertThat(page.neighbours()).allSatisfy(
                each -> assertThat(each.cosine()).isCloseTo(cosine(3, each.feature()), within(1e-5)));
    }

    private double cosine(int one, int other) {
        float[] x = decoderRow(one);
        float[] y = decoderRow(other);
        double product = 0;
        double xs = 0;
        double ys = 0;
        for (int i = 0; i < x.length; i++) {
            product += (double) x[i] * y[i];
            xs += (double) x[i] * x[i];
            ys += (double) y[i] * y[i];
        }
        return product / Math.sqrt(xs * ys);
    }

    @Test
    void whatIsNoPartOfTheResidualStreamHasNoLogits() throws IOException {
        Path heads = train("blocks.0.attn.hook_z", Optional.empty());

        FeaturePage page = open.answer(new FeaturePageRequest(heads, 0, 5));

        assertThat(page.promoted()).isEmpty();
        assertThat(page.withoutLogits()).hasValueSatisfying(
                why -> assertThat(why).contains("blocks.0.attn.hook_z", "no part of the residual stream"));
        assertThat(page.neighbours()).hasSize(5);
    }

    @Test
    void aTranscoderIsMeasuredAgainstWhatItsOutputShouldBe() throws IOException {
        Path transcoder = train("blocks.0.ln2.hook_normalized", Optional.of("blocks.0.hook_mlp_out"));

        FeaturesResult result = open.answer(new FeaturesRequest(PROMPT, transcoder));

        float[] out = vector(PROMPT, "blocks.0.hook_mlp_out", 4);
        double norm = 0;
        for (float value : out) {
            norm += value * value;
        }
        assertThat((double) result.fits().get(4).norm()).isCloseTo(Math.sqrt(norm), within(1e-4));
        assertThat(result.provenance().sites()).containsExactly("blocks.0.ln2.hook_normalized",
                "blocks.0.hook_mlp_out");
    }

    @Test
    void aFeatureThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> open.answer(new FeaturePageRequest(sae, FEATURES, 5)))
                .isInstanceOf(SaeException.class).hasMessageContaining("there is no feature 48")
                .hasMessageContaining("choose 0 to 47");
    }

    /// Each text by itself, read at its last token: a place of another token, or of another text, would have other norms.
    @Test
    void placesOfTheMetricsAreTheLastTokensOfTexts() throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("texts.txt")).subList(0, 30);
        Path few = Files.write(folder.resolve("few.txt"), lines);

        List<SaeMetrics.Place> places = open.answer(new SaeMetricsRequest(sae, few, 50_000)).metrics().places();

        List<FeaturesResult> texts = new ArrayList<>();
        for (String line : lines) {
            List<Integer> ids = new ArrayList<>(
                    open.model().prompts().tokens(open.model().prompts().runnable(new Prompt.Text(line)), 0).stream()
                            .map(Token::id).toList());
            open.model().endTokens().stream().findFirst().ifPresent(ids::add);
            texts.add(open.answer(new FeaturesRequest(new Prompt.Ids(ids), sae)));
        }
        assertThat(places).hasSize(lines.size()).allSatisfy(
                place -> assertThat(place.position()).isEqualTo(texts.getFirst().tokens().size() - 1));
        assertThat(sorted(places.stream().map(SaeMetrics.Place::targetNorm)))
                .containsExactly(sorted(texts.stream().map(text -> (double) text.fits().getLast().norm())),
                        within(1e-4));
        assertThat(sorted(places.stream().map(SaeMetrics.Place::errorNorm)))
                .containsExactly(sorted(texts.stream().map(text -> (double) text.fits().getLast().error())),
                        within(1e-4));
        assertThat(places).allSatisfy(place -> assertThat(place.inputNorm()).isEqualTo(place.targetNorm()));
    }

    private static double[] sorted(Stream<Double> values) {
        return values.mapToDouble(Double::doubleValue).sorted().toArray();
    }
}
