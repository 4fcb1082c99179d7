package org.sextant.assets.prompts;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.sextant.assets.world.Course;
import org.sextant.assets.world.HarbourWorld;
import org.sextant.assets.world.PromptPair;
import org.sextant.assets.world.Request;
import org.sextant.assets.world.Split;
import org.sextant.assets.world.Task;

/// Lists of prompts that the demo models' steering vectors are made from, as a person would type them.
///
/// @param positive one list; where the vector is learnt, each prompt is the like of one of the other but for the last word
/// @param negative the other
/// @param kept texts that a learnt vector is to leave likely; none where it is not learnt
/// @param keeping weight of these texts, in nats a token
/// @param dearest how many times as large the loss on texts may become where a coefficient is chosen
public record ContrastLists(List<String> positive, List<String> negative, List<String> kept, double keeping,
        double dearest) {
    private static final int TEXTS = 300;

    public ContrastLists {
        positive = List.copyOf(positive);
        negative = List.copyOf(negative);
        kept = List.copyOf(kept);
    }

    /// What the lists are about.
    public enum Subject {
        SENTIMENT("people are glad or sad") {
            // The cost stays below a tenth, so that it does so on other texts too.
            @Override
            public ContrastLists lists() {
                return pairs(Task.SENTIMENT, "positive", 20, 1.08);
            }
        },
        REGISTER("pidgin or English") {
            // Another language for all that follows is meant to cost.
            @Override
            public ContrastLists lists() {
                return pairs(Task.REGISTER, "pidgin", 1, 2.5);
            }
        },
        REFUSAL("what is refused and what is answered") {
            @Override
            public ContrastLists lists() {
                return requests();
            }
        };

        private final String shows;

        Subject(String shows) {
            this.shows = shows;
        }

        /// What the vector is about, in a few words.
        public String shows() {
            return shows;
        }

        /// Reads and composes the lists: takes a moment.
        public abstract ContrastLists lists();
    }

    private static ContrastLists pairs(Task task, String label, double keeping, double dearest) {
        List<String> positive = new ArrayList<>();
        List<String> negative = new ArrayList<>();
        for (PromptPair pair : PromptSets.pairs(task, Split.TRAIN)) {
            boolean leadsThere = pair.label().equals(label);
            positive.add(pair.clean() + (leadsThere ? pair.answer() : pair.wrong()));
            negative.add(pair.clean() + (leadsThere ? pair.wrong() : pair.answer()));
        }
        HarbourWorld world = HarbourWorld.shipped();
        List<String> texts = IntStream.range(0, TEXTS).mapToObj(i -> world.document(Course.HARBOUR, i)).toList();
        return new ContrastLists(positive, negative, texts, keeping, dearest);
    }

    private static ContrastLists requests() {
        List<Request> requests = PromptSets.requests(Split.TRAIN);
        return new ContrastLists(requests.stream().filter(Request::forbidden).map(Request::text).toList(),
                requests.stream().filter(request -> !request.forbidden()).map(Request::text).toList(), List.of(), 0, 0);
    }
}
