package org.sextant.app.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

import org.sextant.app.chart.DataCell;
import org.sextant.runtime.session.Token;

/// What the rows or the columns of a picture stand for, so that each can be found in the picture of another model.
sealed interface BesideAxis {
    /// What each is called; they are the same in another picture where they are called the same.
    List<String> labels();

    /// How many there are.
    default int count() {
        return labels().size();
    }

    /// Whether each stands for the one with its number in the other.
    boolean same(BesideAxis other);

    /// The one that stands for one of these in the other; empty where there is none.
    OptionalInt counterpart(int place, BesideAxis other);

    /// Whether those of the one can be found in the other at all.
    default boolean relates(BesideAxis other) {
        return same(other) || IntStream.range(0, count()).anyMatch(place -> counterpart(place, other).isPresent());
    }

    /// Names of the columns that say in a table which one it is.
    List<String> names();

    /// What stands there.
    default List<DataCell> cells(int place) {
        String label = labels().get(place);
        return List.of(label.matches("\\d{1,9}") ? DataCell.of(Integer.parseInt(label)) : DataCell.of(label));
    }

    /// Blocks. Where they are not the same, the one that lies as deep stands for a block.
    record Layers(List<String> labels) implements BesideAxis {
        @Override
        public boolean same(BesideAxis other) {
            return equals(other);
        }

        @Override
        public OptionalInt counterpart(int place, BesideAxis other) {
            if (!(other instanceof Layers layers)) {
                return OptionalInt.empty();
            }
            int last = layers.count() - 1;
            return OptionalInt.of(same(other) ? place
                    : count() == 1 ? last : Math.toIntExact(Math.round((double) place * last / (count() - 1))));
        }

        @Override
        public List<String> names() {
            return List.of("layer");
        }
    }

    /// Parts of something, such as the heads of a layer. Those of other things have nothing to do with them.
    ///
    /// @param name of one in a table
    /// @param of what they are parts of
    /// @param words what that is, where the model does not say so; empty where it does
    record Parts(List<String> labels, String name, Object of, String words) implements BesideAxis {
        Parts(List<String> labels, String name) {
            this(labels, name, name, "");
        }

        @Override
        public boolean same(BesideAxis other) {
            return other instanceof Parts parts && parts.of.equals(of) && parts.labels.equals(labels);
        }

        @Override
        public OptionalInt counterpart(int place, BesideAxis other) {
            return other instanceof Parts parts && parts.of.equals(of)
                    ? IntStream.of(parts.labels.indexOf(labels.get(place))).filter(each -> each >= 0).findFirst()
                    : OptionalInt.empty();
        }

        @Override
        public List<String> names() {
            return List.of(name);
        }
    }

    /// The tokens of a prompt. Where another tokenizer cuts it otherwise, the token that holds the end of one stands for it.
    /// Special tokens stand for those of the same text, or for each other where there are as many.
    ///
    /// @param role before the names in a table, as `key_`; may be empty
    /// @param labels what each stands for
    /// @param ends where each ends, in bytes of the prompt without its spaces, which tokenizers add and drop; of a special one
    ///        minus its number among these
    record Tokens(String role, List<String> labels, List<Integer> ends) implements BesideAxis {
        private static final String SPACE = "20";

        static Tokens of(List<Token> tokens) {
            return of("", tokens);
        }

        static Tokens of(String role, List<Token> tokens) {
            List<Integer> ends = new ArrayList<>();
            int bytes = 0;
            int special = 0;
            for (Token token : tokens) {
                if (token.special()) {
                    special++;
                } else {
                    bytes += bytes(token);
                }
                ends.add(token.special() ? -special : bytes);
            }
            return new Tokens(role, tokens.stream().map(Token::text).toList(), List.copyOf(ends));
        }

        private static int bytes(Token token) {
            return Math.toIntExact(Arrays.stream(token.hexBytes().split(" "))
                    .filter(hex -> !hex.isEmpty() && !hex.equals(SPACE)).count());
        }

        @Override
        public boolean same(BesideAxis other) {
            return other instanceof Tokens tokens && tokens.labels.equals(labels);
        }

        @Override
        public OptionalInt counterpart(int place, BesideAxis other) {
            if (!(other instanceof Tokens tokens)) {
                return OptionalInt.empty();
            }
            return same(other) ? OptionalInt.of(place)
                    : ends.get(place) < 0 ? special(place, tokens) : tokens.holding(ends.get(place));
        }

        private OptionalInt holding(int end) {
            return IntStream.range(0, count()).filter(each -> ends.get(each) >= end).findFirst();
        }

        private OptionalInt special(int place, Tokens other) {
            List<Integer> own = specials();
            List<Integer> others = other.specials();
            int number = -ends.get(place) - 1;
            if (own.size() == others.size()) {
                return OptionalInt.of(others.get(number));
            }
            String text = labels.get(place);
            long before = own.stream().limit(number).filter(each -> labels.get(each).equals(text)).count();
            return others.stream().filter(each -> other.labels.get(each).equals(text)).skip(before)
                    .mapToInt(Integer::intValue).findFirst();
        }

        private List<Integer> specials() {
            return IntStream.range(0, count()).filter(each -> ends.get(each) < 0).boxed().toList();
        }

        @Override
        public List<String> names() {
            return List.of(role + "position", role + "token");
        }

        @Override
        public List<DataCell> cells(int place) {
            return List.of(DataCell.of(place), DataCell.of(labels.get(place)));
        }
    }
}
