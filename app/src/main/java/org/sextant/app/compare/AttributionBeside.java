package org.sextant.app.compare;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.beans.Observable;
import javafx.beans.property.ObjectProperty;

import org.sextant.app.attribution.AttributionException;
import org.sextant.app.attribution.NodeMap;
import org.sextant.app.attribution.UsualPair;
import org.sextant.app.state.AttributionQuestion;
import org.sextant.app.view.PaneState;
import org.sextant.runtime.session.AttributeRequest;
import org.sextant.runtime.session.AttributeResult;
import org.sextant.runtime.session.AttributionSettings;
import org.sextant.runtime.session.ContrastPair;
import org.sextant.runtime.session.Job;
import org.sextant.runtime.session.Token;

/// Which nodes an answer comes from: the question of the attribution view, asked of both with the same answers.
final class AttributionBeside implements BesideDrawing {
    private final ObjectProperty<AttributionQuestion> question;

    AttributionBeside(ComparedSource source) {
        question = source.workspace().attributionProperty();
    }

    @Override
    public Observable[] choices() {
        return new Observable[]{question};
    }

    @Override
    public Object chosen() {
        return question.get();
    }

    @Override
    public Optional<PaneState> refusal(ComparedSides of) {
        return NodeMap.drawn(question.get().settings())
                ? Optional.empty()
                : Optional.of(new PaneState.Empty("Attribution lists " + NodeMap.nodes(question.get().settings()),
                        "Only nodes that have a map can stand side by side: choose others in Attribution."));
    }

    @Override
    public Supplier<Job<BesidePictures>> job(ComparedSides of) {
        AttributionQuestion asked = question.get();
        return () -> {
            List<ContrastPair> pairs = asked.pairs().isEmpty() ? usual(of, asked.settings()) : asked.pairs();
            new SharedIds(of.a(), of.b()).require(pairs);
            var forA = new AttributeRequest(pairs, asked.settings(), of.planA());
            var forB = new AttributeRequest(pairs, asked.settings(), of.planB());
            String words = NodeMap.words(asked.settings(), pairs);
            return BothJob.asking(of, forA, forB, (a, b) -> {
                NodeMap mapA = map(forA, a, of);
                return BesidePictures
                        .subtracted(BesidePicture.of(mapA), BesidePicture.of(map(forB, b, of)), "score", of)
                        .noting(notes(words, a, b)).about(mapA.aboutRun());
            });
        };
    }

    /// @throws UnaskedException if there is no usual question about this prompt
    private static List<ContrastPair> usual(ComparedSides of, AttributionSettings settings) {
        try {
            return List.of(UsualPair.of(of.a(), of.run(), settings));
        } catch (AttributionException missing) {
            throw new UnaskedException("Nothing was asked about this prompt",
                    "Ask in Attribution (Ctrl+3), which needs a second prompt beside this one: its question is asked of"
                            + " both here.",
                    missing);
        }
    }

    private static NodeMap map(AttributeRequest request, AttributeResult result, ComparedSides of) {
        return new NodeMap(request, result, of.run().tokens().stream().map(Token::text).toList());
    }

    private static List<String> notes(String words, AttributeResult a, AttributeResult b) {
        return Stream.of(Stream.of(words), a.notes().stream(), b.notes().stream()).flatMap(each -> each).distinct()
                .toList();
    }
}
