package org.sextant.app.shell;

/// What commands ask of the window itself.
interface WindowActions {
    void chooseFolder();

    /// Asks for a folder, then for the type and the device to compute it with.
    void chooseFolderAndHow();

    void showCard();

    /// Shows what is known about whether the model is computed correctly here.
    void showTrust();

    /// Asks for a recording of another implementation and compares the model with it.
    void chooseRecording();

    /// Shows the demo models and what to try with each, over the window.
    void showDemos();

    void showPalette();

    void showKeys();

    void toggleFullScreen();

    /// Takes back what was typed in the prompt where that has the focus, else what was done to the sliders.
    void undo();

    void redo();

    void focusPrompt();

    /// Closes what lies over the window; false where nothing does.
    boolean closeOverlay();

    void quit();
}
