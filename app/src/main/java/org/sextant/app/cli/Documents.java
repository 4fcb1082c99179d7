package org.sextant.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.sextant.app.chart.DataTable;
import org.sextant.runtime.routing.ExpertGain;
import org.sextant.runtime.session.GenerateResult;
import org.sextant.runtime.session.HarvestResult;
import org.sextant.runtime.session.InspectResult;
import org.sextant.runtime.session.ModelCard;
import org.sextant.runtime.session.ModelCard.Experts;
import org.sextant.runtime.session.Prediction;
import org.sextant.runtime.session.Provenance;
import org.sextant.runtime.session.RunResult;
import org.sextant.runtime.session.SaeMetrics;
import org.sextant.runtime.session.Statistic;
import org.sextant.runtime.session.Token;
import org.sextant.runtime.session.TrainSaeResult;
import org.sextant.runtime.session.VerifyResult;
import org.sextant.runtime.steering.OpenQuestion;
import org.sextant.runtime.steering.SteeringVector;

/// The JSON documents of the commands. Names of components are names of fields, in snake case; scripts rely on them.
final class Documents {
    private Documents() {}

    /// Of `info`.
    record Card(
            String name,
            String folder,
            String hash,
            String modelType,
            String family,
            int nLayers,
            int dModel,
            int nHeads,
            int nKvHeads,
            int headDim,
            int dMlp,
            int vocabSize,
            int contextLength,
            List<Integer> moeLayers,
            int nExperts,
            int expertsPerToken,
            List<String> expertModes,
            long parameters,
            long weightBytes,
            long estimatedMemoryBytes,
            Map<String, Long> memoryBytesByDtype,
            String dtype,
            String device,
            @Nullable String tokenizer,
            @Nullable String chatTemplate,
            List<String> sites,
            List<String> ignoredTensors,
            List<String> warnings) {
        static Card of(ModelCard card) {
            return new Card(card.name(), card.folder().toString(), card.hash(), card.modelType(), card.modelType(),
                    card.layers(), card.dModel(), card.heads(), card.kvHeads(), card.headDim(), card.dMlp(),
                    card.vocabSize(), card.contextLength(), card.experts().map(Experts::layers).orElse(List.of()),
                    card.experts().map(Experts::count).orElse(0), card.experts().map(Experts::chosen).orElse(0),
                    card.experts().isPresent() ? Stream.of(ExpertGain.Mode.values()).map(ExpertGain.Mode::id).toList()
                            : List.of(),
                    card.parameters(), card.weightBytes(), card.estimatedMemoryBytes(), memory(card),
                    card.dtype().label(), card.device(), card.tokenizer().orElse(null),
                    card.chatTemplate().map(Path::toString).orElse(null), card.sites(), card.ignored(),
                    card.warnings());
        }

        private static Map<String, Long> memory(ModelCard card) {
            Map<String, Long> bytes = new LinkedHashMap<>();
            card.memoryBytes().forEach((dtype, size) -> bytes.put(dtype.label(), size));
            return bytes;
        }
    }

    /// Of `verify`.
    record Verification(boolean ok, String trust, List<VerifyResult.Check> checks, List<String> notes,
            Provenance provenance) {
        static Verification of(VerifyResult result) {
            return new Verification(result.ok(), result.trust().label(),
                    result.checks(), result.notes(), result.provenance());
        }
    }

    /// Of `run`.
    record Run(
            List<Candidate> top,
            double elapsedMs,
            List<String> unmatched,
            List<Integer> ids,
            List<String> sites,
            Provenance provenance) {
        static Run of(RunResult result) {
            return new Run(result.top().stream().map(Candidate::of).toList(), result.elapsedMillis(),
                    result.unmatched(), tokenIds(result.tokens()), List.copyOf(result.sites().keySet()),
                    result.provenance());
        }
    }

    /// One candidate for the next token.
    record Candidate(int id, String token, float logit, float prob) {
        static Candidate of(Prediction prediction) {
            return new Candidate(prediction.id(), prediction.token(), prediction.logit(), prediction.probability());
        }
    }

    /// Of `generate`. `ids` are the prompt's and the new ones.
    record Generation(
            String text,
            List<Integer> ids,
            List<Integer> newIds,
            String finishReason,
            double tokensPerSecond,
            Provenance provenance) {
        static Generation of(GenerateResult result) {
            List<Integer> newIds = tokenIds(result.continuation());
            var ids = new ArrayList<>(tokenIds(result.prompt()));
            ids.addAll(newIds);
            return new Generation(result.text(), ids, newIds, name(result.finishReason()), result.tokensPerSecond(),
                    result.provenance());
        }

        private static String name(GenerateResult.FinishReason reason) {
            return switch (reason) {
                case END_TOKEN -> "end_token";
                case LENGTH -> "length";
                case CONTEXT -> "context";
            };
        }
    }

    /// Of `lens` and `activations`: the rows of their CSV, and how to get them again.
    record Table(List<Map<String, @Nullable Object>> rows, Provenance provenance) {
        static Table of(DataTable table, Provenance provenance) {
            try (Stream<Map<String, @Nullable Object>> rows = table.records()) {
                return new Table(rows.toList(), provenance);
            }
        }
    }

    /// Of `features` with a corpus, and of `sae train`.
    record SaeFigures(
            long tokens,
            double l0,
            double fvu,
            double explainedVariance,
            double cosine,
            double lossClean,
            double lossSpliced,
            double lossAblated,
            double lossRecovered,
            double dead,
            double l1,
            double mse,
            double nmse,
            double centredExplainedVariance,
            double l2Ratio,
            double relativeReconstructionBias,
            double epsilonLbo,
            double lossMeanAblated,
            double lossRecoveredFromMean,
            Provenance provenance) {
        static SaeFigures of(SaeMetrics metrics, Provenance provenance) {
            return new SaeFigures(metrics.tokens(), metrics.l0(), metrics.fvu(), metrics.explainedVariance(),
                    metrics.cosine(), metrics.lossClean(), metrics.lossSpliced(), metrics.lossAblated(),
                    metrics.lossRecovered(), metrics.dead(), metrics.l1(), metrics.mse(), metrics.nmse(),
                    metrics.centredExplainedVariance(), metrics.l2Ratio(), metrics.relativeReconstructionBias(),
                    metrics.epsilonLbo(), metrics.lossAveraged(), metrics.lossRecoveredFromMean(), provenance);
        }
    }

    /// Of `sae train`.
    record TrainedSae(String folder, long steps, long tokens, SaeFigures metrics) {
        static TrainedSae of(TrainSaeResult result) {
            return new TrainedSae(result.folder().toString(), result.steps(), result.tokens(),
                    SaeFigures.of(result.metrics(), result.provenance()));
        }
    }

    /// Of `sae harvest`.
    record Harvest(
            String store,
            long tokens,
            long resumedAt,
            double dead,
            double seconds,
            double modelSeconds,
            Provenance provenance) {
        static Harvest of(HarvestResult result) {
            return new Harvest(result.store().toString(), result.tokens(), result.resumedAt(), result.dead(),
                    result.seconds(), result.modelSeconds(), result.provenance());
        }
    }

    /// Of `vector convert`.
    ///
    /// @param metadata what is known of the vector, as it is written
    record ConvertedVector(
            String in,
            String out,
            String site,
            List<Integer> layers,
            int width,
            Map<String, String> metadata,
            List<Question> questions,
            List<String> warnings) {
        static ConvertedVector of(
                Path in,
                Path out,
                SteeringVector vector,
                List<OpenQuestion> questions,
                List<String> warnings) {
            return new ConvertedVector(in.toString(), out.toString(), vector.site().suffix(),
                    List.copyOf(vector.byLayer().keySet()), vector.width(), new TreeMap<>(vector.about()),
                    questions.stream().map(Question::of).toList(), warnings);
        }
    }

    /// What a vector's file leaves open.
    record Question(String topic, String question, OpenQuestion.Choice assumed, List<OpenQuestion.Choice> others) {
        static Question of(OpenQuestion open) {
            return new Question(open.topic().id(), open.question(), open.assumed(), open.others());
        }
    }

    /// Of `inspect`.
    ///
    /// @param statistics by name; null where there is none
    record Vector(
            String token,
            int position,
            String site,
            int dimensions,
            Map<String, Float> statistics,
            List<Dimension> topDimensions,
            List<Candidate> lens,
            Provenance provenance) {
        static Vector of(InspectResult result, Provenance provenance) {
            var statistics = new LinkedHashMap<String, Float>();
            for (Statistic statistic : Statistic.values()) {
                statistics.put(statistic.label(), result.statistics().getOrDefault(statistic, Float.NaN));
            }
            return new Vector(result.token().text(), result.token().position(), result.site(),
                    result.values().length(), statistics,
                    result.topDimensions().stream().map(each -> new Dimension(each.index(), each.value())).toList(),
                    result.lens().stream().map(Candidate::of).toList(), provenance);
        }
    }

    /// One entry of a vector.
    record Dimension(int dimension, float value) {}

    private static List<Integer> tokenIds(List<Token> tokens) {
        return tokens.stream().map(Token::id).toList();
    }
}
