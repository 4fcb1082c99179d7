package org.sextant.assets.evaluate;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.sextant.assets.demo.DemoModels;
import org.sextant.assets.prompts.ContrastLists;
import org.sextant.assets.prompts.ContrastLists.Subject;
import org.sextant.assets.prompts.PromptSets;
import org.sextant.assets.world.PromptPair;
import org.sextant.assets.world.Split;
import org.sextant.assets.world.Task;
import org.sextant.runtime.session.Dtype;
import org.sextant.runtime.session.HeldOut;
import org.sextant.runtime.session.LearnDirectionRequest;
import org.sextant.runtime.session.LearnDirectionRequest.Course;
import org.sextant.runtime.session.LearnDirectionResult;
import org.sextant.runtime.session.ModelLocation;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.OpenRequest;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.Session;
import org.sextant.runtime.steering.SteeringPlan;

import static org.assertj.core.api.Assertions.assertThat;

/// What the workbench asks for when a person derives from the example lists does what the model's task table says, on
/// prompts and texts that nothing was made from. One layer, the one that the shipped vector acts at.
class LearntVectorTest {
    private static final int LAYER = 2;
    private static final int PROMPTS = 60;
    private static final int TEXTS = 15;
    /// Of the task table.
    private static final double TURNED = 0.8;
    private static final double LOSS_RATIO = 1.1;

    @Test
    void theSentimentVectorOfTheExampleListsTurnsWordsAtABearableCost() {
        var folder = new ModelLocation.Folder(DemoModels.bundled().folder(DemoModels.bundled().all().stream()
                .filter(demo -> demo.name().equals("harbour-base")).findFirst().orElseThrow()));
        try (Session session = Session.local();
                OpenModel model = session.open(new OpenRequest(folder, "cpu", Dtype.FLOAT32)).await()) {
            ContrastLists lists = Subject.SENTIMENT.lists();
            LearnDirectionResult learnt = model.submit(new LearnDirectionRequest(texts(lists.positive()),
                    texts(lists.negative()), new HeldOut.Share(0.2), texts(lists.kept()), List.of(LAYER),
                    Course.USUAL.keeping(lists.keeping(), lists.dearest()))).await();
            LearnDirectionResult.Effect chosen = learnt.layers().getFirst().chosen().orElseThrow();

            var vector = new BundledVector("sentiment", learnt.vector(), "positive", List.of(LAYER),
                    chosen.coefficient());
            Probe probe = new Probe(model);
            List<PromptPair> right = probe
                    .right(PromptSets.pairs(Task.SENTIMENT, Split.HELD_OUT).subList(0, PROMPTS));
            double plain = probe.loss(TEXTS, SteeringPlan.NONE);
            double turned = probe.turned(right, vector::against);
            double cost = Math.max(probe.loss(TEXTS, vector.against("positive")), probe.loss(TEXTS, vector.against("")))
                    / plain;
            double byChance = BundledVector.randomSeeds()
                    .mapToDouble(seed -> probe.turned(right, label -> vector.randomAgainst(label, seed))).average()
                    .orElseThrow();
            String figures = "turned %.4f, loss ratio %.4f, by chance %.4f; told %s".formatted(turned, cost, byChance,
                    chosen);
            assertThat(turned).as(figures).isGreaterThanOrEqualTo(TURNED);
            assertThat(cost).as(figures).isLessThanOrEqualTo(LOSS_RATIO);
            assertThat(byChance).as(figures).isLessThan(0.1);
            assertThat(learnt.layers().getFirst().byChance()).as(figures).isLessThan(0.1);
        }
    }

    private static List<Prompt> texts(List<String> lines) {
        return lines.stream().<Prompt>map(Prompt.Text::new).toList();
    }
}
