package org.sextant.app.compare;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.sextant.app.chart.Report;

/// Something that a page about two models may hold.
///
/// @param id the same for the same thing of two other models: what a person left out stays left out
/// @param title how a list names it
/// @param parts what it puts on the page; not for the UI thread
/// @param notes what is worth knowing of it
/// @param source where it comes from; empty where that is not known
/// @param ofPrompt whether it is about the prompt that ran
record ReportItem(String id, String title, Supplier<List<Report.Part>> parts, List<String> notes,
        Optional<CompareReport.Source> source, boolean ofPrompt) {
    ReportItem {
        notes = List.copyOf(notes);
    }
}
