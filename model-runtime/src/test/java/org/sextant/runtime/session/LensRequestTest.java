package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sextant.runtime.testing.Fixtures;
import org.sextant.runtime.testing.ReferenceTensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class LensRequestTest {
    private static final int TOP = 5;

    /// The recorded hidden states through final norm and unembedding, in plain Java and double.
    @ParameterizedTest
    @ValueSource(strings = {"v4/llama", "v5/llama", "v4/gpt2"})
    void everyRowIsTheFinalNormAndUnembeddingOfItsResidualStream(String fixture) {
        ReferenceTensors reference = Fixtures.reference(fixture);
        ReferenceTensors weights = ReferenceTensors.read(Fixtures.folder(fixture).resolve("model.safetensors"));
        Prompt.Ids prompt = OpenFixture.prompt(reference);
        try (OpenFixture open = OpenFixture.of(fixture)) {
            LensResult result = open.answer(new LensRequest(prompt, TOP));
            List<float[]> residuals = residuals(fixture, reference, weights, prompt.ids());
            assertThat(result.rows()).hasSize(open.model().card().layers() + 1);
            assertThat(residuals).hasSize(open.model().card().layers());
            for (int row = 0; row < residuals.size(); row++) {
                for (int position = 0; position < prompt.ids().size(); position++) {
                    double[] logits = unembed(finalNorm(vector(residuals.get(row), position, 32), weights), weights);
                    assertCell(result.rows().get(row).cells().get(position), logits);
                }
            }
        }
    }

    @ParameterizedTest
    @FieldSource("org.sextant.runtime.testing.Fixtures#NAMES")
    void theLastRowIsTheModelsOwnPrediction(String fixture) {
        ReferenceTensors reference = Fixtures.reference(fixture);
        try (OpenFixture open = OpenFixture.of(fixture)) {
            LensResult result = open.answer(new LensRequest(OpenFixture.prompt(reference), TOP));
            LensResult.Row last = result.rows().getLast();
            float[] logits = reference.floats("logits");
            for (int position = 0; position < last.cells().size(); position++) {
                float[] row = vector(logits, position, 97);
                assertCell(last.cells().get(position), IntStream.range(0, 97).mapToDouble(id -> row[id]).toArray());
            }
            assertThat(last.layer()).isEqualTo(open.model().card().layers());
            assertThat(last.site()).isEqualTo("blocks." + (last.layer() - 1) + ".hook_resid_post");
            assertThat(result.rows().getFirst().site()).isEqualTo("blocks.0.hook_resid_pre");
        }
    }

    @Test
    void noCandidatesStillGivesTheEntropy() {
        try (OpenFixture open = OpenFixture.of("v4/llama")) {
            LensResult result = open.answer(new LensRequest(OpenFixture.ids(5, 6), 0));
            assertThat(result.rows().getFirst().cells().getFirst().top()).isEmpty();
            assertThat(result.rows().getFirst().cells().getFirst().entropy()).isPositive();
        }
    }

    private static void assertCell(LensResult.Cell cell, double[] logits) {
        double sum = Arrays.stream(logits).map(Math::exp).sum();
        double entropy = Arrays.stream(logits).map(x -> -Math.exp(x) / sum * Math.log(Math.exp(x) / sum)).sum();
        assertThat((double) cell.entropy()).isCloseTo(entropy, within(1e-4));
        List<Integer> order = IntStream.range(0, logits.length).boxed()
                .sorted(Comparator.comparingDouble(id -> -logits[id])).toList();
        assertThat(cell.top()).hasSize(TOP);
        for (int rank = 0; rank < TOP; rank++) {
            Prediction prediction = cell.top().get(rank);
            assertThat(prediction.rank()).isEqualTo(rank);
            assertThat((double) prediction.logit()).isCloseTo(logits[prediction.id()], within(1e-4));
            assertThat((double) prediction.logit()).isCloseTo(logits[order.get(rank)], within(1e-4));
            assertThat((double) prediction.probability()).isCloseTo(Math.exp(logits[prediction.id()]) / sum,
                    within(1e-4));
        }
    }

    /// What is recorded of the residual stream before the final norm: inputs of the blocks, or, in the v4 Llama, outputs
    /// of all blocks but the last after the embedding.
    private static List<float[]> residuals(String fixture, ReferenceTensors reference, ReferenceTensors weights,
            List<Integer> ids) {
        List<float[]> residuals = new ArrayList<>();
        if (fixture.equals("v4/llama")) {
            residuals.add(embedding(weights, ids));
            residuals.add(reference.floats("hidden.0"));
        } else {
            residuals.add(reference.floats("hidden.0"));
            residuals.add(reference.floats("hidden.1"));
        }
        return residuals;
    }

    private static float[] embedding(ReferenceTensors weights, List<Integer> ids) {
        float[] table = weights.floats("model.embed_tokens.weight");
        float[] rows = new float[ids.size() * 32];
        for (int position = 0; position < ids.size(); position++) {
            System.arraycopy(table, ids.get(position) * 32, rows, position * 32, 32);
        }
        return rows;
    }

    private static float[] vector(float[] values, int row, int width) {
        return Arrays.copyOfRange(values, row * width, (row + 1) * width);
    }

    private static double[] finalNorm(float[] x, ReferenceTensors weights) {
        boolean layerNorm = weights.contains("transformer.ln_f.weight");
        double mean = layerNorm ? IntStream.range(0, x.length).mapToDouble(i -> x[i]).average().orElseThrow() : 0;
        double square = IntStream.range(0, x.length).mapToDouble(i -> (x[i] - mean) * (x[i] - mean)).average()
                .orElseThrow();
        double scale = Math.sqrt(square + (layerNorm ? 1e-5 : 1e-6));
        float[] gain = weights.floats(layerNorm ? "transformer.ln_f.weight" : "model.norm.weight");
        float[] shift = layerNorm ? weights.floats("transformer.ln_f.bias") : new float[x.length];
        return IntStream.range(0, x.length).mapToDouble(i -> (x[i] - mean) / scale * gain[i] + shift[i]).toArray();
    }

    private static double[] unembed(double[] normed, ReferenceTensors weights) {
        float[] matrix = weights.floats(weights.contains("lm_head.weight")
                ? "lm_head.weight"
                : weights.contains("transformer.wte.weight") ? "transformer.wte.weight" : "model.embed_tokens.weight");
        return IntStream.range(0, matrix.length / normed.length).mapToDouble(id -> IntStream.range(0, normed.length)
                .mapToDouble(i -> normed[i] * matrix[id * normed.length + i]).sum()).toArray();
    }
}
