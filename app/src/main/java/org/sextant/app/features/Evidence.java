package org.sextant.app.features;

import java.nio.file.Path;
import java.util.List;

import org.sextant.runtime.harvest.HarvestFile;
import org.sextant.runtime.harvest.HarvestedFeature;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.Token;

/// What a harvest tells of one feature, with its examples as texts.
///
/// @param feature what was counted
/// @param strongest where it was strongest
/// @param random places drawn by lot
record Evidence(HarvestedFeature feature, List<Example> strongest, List<Example> random) {
    Evidence {
        strongest = List.copyOf(strongest);
        random = List.copyOf(random);
    }

    /// A token in its context.
    ///
    /// @param text number of the text in the corpus
    /// @param token its number in the text
    /// @param activation there
    /// @param tokens of the context
    /// @param activations at them
    /// @param place of the token in the context
    record Example(int text, int token, float activation, List<Token> tokens, List<Float> activations, int place) {
        Example {
            tokens = List.copyOf(tokens);
            activations = List.copyOf(activations);
        }

        /// The context as one text.
        String words() {
            StringBuilder words = new StringBuilder();
            tokens.forEach(each -> words.append(each.text()));
            return words.toString();
        }
    }

    /// Reads it; not for the UI thread.
    ///
    /// @param store file of the harvest
    /// @param model gives ids their texts
    static Evidence read(Path store, int feature, OpenModel model) {
        HarvestedFeature counted = HarvestFile.feature(store, feature);
        return new Evidence(counted, texts(counted.strongest(), model), texts(counted.random(), model));
    }

    private static List<Example> texts(List<HarvestedFeature.Example> examples, OpenModel model) {
        return examples.stream().map(each -> new Example(each.text(), each.token(), each.activation(),
                model.tokenize(new Prompt.Ids(each.ids())), each.activations(), each.token() - each.firstToken()))
                .toList();
    }
}
