package org.sextant.app.state;

import java.nio.file.Path;

/// A feature of an SAE that is looked at.
///
/// @param sae folder or file of the SAE
/// @param site where its features are written to
/// @param number of the feature, from 0
/// @param label what it is called; empty where it has no name
public record SelectedFeature(Path sae, String site, int number, String label) {
    /// `feature 118 “a title”`.
    public String words() {
        return words(number, label);
    }

    /// The same of any feature. A label that is quoted already, such as that of a token, is not quoted again.
    public static String words(int number, String label) {
        String quoted = label.startsWith("“") ? label : "“" + label + "”";
        return "feature " + number + (label.isEmpty() ? "" : " " + quoted);
    }
}
