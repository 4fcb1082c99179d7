package org.sextant.app.chart;

import java.util.List;

/// One page of figures and words, for people who need not have the program.
///
/// @param title what it is about
/// @param parts from top to bottom
public record Report(String title, List<Part> parts) {
    public Report {
        parts = List.copyOf(parts);
    }

    /// A part of the page.
    public sealed interface Part {
        /// Lines under a heading.
        record Words(String heading, List<String> lines) implements Part {
            public Words {
                lines = List.copyOf(lines);
            }
        }

        /// A figure.
        ///
        /// @param figure at print size
        /// @param caption a line under it; may be empty
        record Picture(Figure figure, String caption) implements Part {}
    }
}
