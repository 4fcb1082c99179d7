package org.sextant.app.compare;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// All that a page about two models may hold, in the order of the page.
///
/// @param a what the first side is called
/// @param b what the second side is called
/// @param prompt that both read
/// @param items one at least, and of one at least it is known where it comes from
record ReportDraft(String a, String b, String prompt, List<ReportItem> items) {
    ReportDraft {
        items = List.copyOf(items);
    }

    String title() {
        return CompareReport.title(a, b);
    }

    /// The page with the chosen items. Makes their figures: not for the UI thread.
    ///
    /// @param chosen ids, one of an item at least
    CompareReport page(Set<String> chosen) {
        List<ReportItem> held = items.stream().filter(item -> chosen.contains(item.id())).toList();
        List<CompareReport.Source> sources = sources(held);
        return new CompareReport(a, b, held.stream().anyMatch(ReportItem::ofPrompt) ? prompt : "",
                held.stream().flatMap(item -> item.parts().get().stream()).toList(),
                held.stream().flatMap(item -> item.notes().stream()).distinct().toList(),
                sources.isEmpty() ? sources(items).subList(0, 1) : sources);
    }

    private static List<CompareReport.Source> sources(List<ReportItem> of) {
        return of.stream().map(ReportItem::source).flatMap(Optional::stream).distinct().toList();
    }
}
