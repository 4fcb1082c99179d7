package org.sextant.app.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

import org.sextant.runtime.session.Token;

/// What the rows or the columns of a picture stand for, so that each can be found in the picture of another model.
sealed interface BesideAxis {
    /// How many there are.
    int count();

    /// Whether each stands for the one with its number in the other.
    boolean same(BesideAxis other);

    /// The one that stands for one of these in the other; empty where there is none.
    OptionalInt counterpart(int place, BesideAxis other);

    /// Whether those of the one can be found in the other at all.
    default boolean relates(BesideAxis other) {
        return same(other) || IntStream.range(0, count()).anyMatch(place -> counterpart(place, other).isPresent());
    }

    /// Blocks. Where there are not as many, the one that lies as deep stands for a block.
    record Layers(int count) implements BesideAxis {
        @Override
        public boolean same(BesideAxis other) {
            return equals(other);
        }

        @Override
        public OptionalInt counterpart(int place, BesideAxis other) {
            if (!(other instanceof Layers(int others))) {
                return OptionalInt.empty();
            }
            return OptionalInt.of(count == 1
                    ? others - 1
                    : Math.toIntExact(Math.round((double) place * (others - 1) / (count - 1))));
        }
    }

    /// Numbered parts of something, such as the heads of a layer. Those of other things have nothing to do with them.
    ///
    /// @param of what they are parts of
    /// @param words what that is, where the model does not say so; empty where it does
    record Parts(int count, Object of, String words) implements BesideAxis {
        Parts(int count, Object of) {
            this(count, of, "");
        }

        @Override
        public boolean same(BesideAxis other) {
            return other instanceof Parts parts && parts.of.equals(of) && parts.count == count;
        }

        @Override
        public OptionalInt counterpart(int place, BesideAxis other) {
            return other instanceof Parts parts && parts.of.equals(of) && place < parts.count
                    ? OptionalInt.of(place)
                    : OptionalInt.empty();
        }
    }

    /// The tokens of a prompt. Where another tokenizer cuts it otherwise, the token that holds the end of one stands for it;
    /// tokens that the tokenizer added stand for each other.
    ///
    /// @param texts what each stands for
    /// @param ends where each ends, in bytes of the prompt without its spaces, which tokenizers add and drop; of one that was
    ///        added minus its number among these
    record Tokens(List<String> texts, List<Integer> ends) implements BesideAxis {
        private static final String SPACE = "20";

        static Tokens of(List<Token> tokens) {
            List<Integer> ends = new ArrayList<>();
            int bytes = 0;
            int added = 0;
            for (Token token : tokens) {
                if (token.special()) {
                    added++;
                } else {
                    bytes += bytes(token);
                }
                ends.add(token.special() ? -added : bytes);
            }
            return new Tokens(tokens.stream().map(Token::text).toList(), List.copyOf(ends));
        }

        private static int bytes(Token token) {
            return Math.toIntExact(Arrays.stream(token.hexBytes().split(" "))
                    .filter(hex -> !hex.isEmpty() && !hex.equals(SPACE)).count());
        }

        @Override
        public int count() {
            return texts.size();
        }

        @Override
        public boolean same(BesideAxis other) {
            return other instanceof Tokens tokens && tokens.texts.equals(texts);
        }

        @Override
        public OptionalInt counterpart(int place, BesideAxis other) {
            if (!(other instanceof Tokens tokens)) {
                return OptionalInt.empty();
            }
            int end = ends.get(place);
            return same(other)
                    ? OptionalInt.of(place)
                    : IntStream.range(0, tokens.count())
                            .filter(each -> end < 0 ? tokens.ends.get(each) == end : tokens.ends.get(each) >= end)
                            .findFirst();
        }
    }
}
