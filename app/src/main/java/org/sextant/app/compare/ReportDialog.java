package org.sextant.app.compare;

/// Asks what a page about two models shall hold. Behind an interface, because somebody has to answer.
@FunctionalInterface
interface ReportDialog {
    /// @param choice takes what the person chooses
    /// @param save done once the person wants the page; not done where they thought better of it
    void ask(ReportViewModel choice, Runnable save);
}
