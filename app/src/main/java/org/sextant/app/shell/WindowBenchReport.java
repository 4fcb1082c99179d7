package org.sextant.app.shell;

import java.util.List;

import org.sextant.app.task.Spread;

/// How the window kept up through a scripted use.
///
/// @param platform how it was painted
/// @param window its size in pixels
/// @param model what was open
/// @param firstPaintMs from the start of the process to the first picture
/// @param uiTasks what events and outcomes cost the UI thread, one by one
/// @param pulses how often the scene was laid out and painted
/// @param layouts what style and layout cost the UI thread in each of these pulses
/// @param sliderMoves of one slider, 20 a second
/// @param slider from a move of it to the table of next tokens that it makes, for each move that was not overtaken
/// @param lastMoveShown whether the table came to rest on the last move
/// @param heatmapPaints what painting a heatmap cost the UI thread, each time
/// @param zoomPaints the same while a heatmap of 2048 × 2048 cells was zoomed and panned
/// @param zoomFrames from turning the wheel over it until the new picture was painted, colours included
/// @param attributionMapMs from the click on Attribute, for a pair of at most 32 tokens, to its map
/// @param featureTable how a table of 131,072 features kept up
/// @param routingMap how the routing of a prompt through a model of the size of DeepSeek-R1 kept up
/// @param comparison how two models side by side kept up
/// @param steps the script, step by step
public record WindowBenchReport(
        String platform,
        String window,
        String model,
        double firstPaintMs,
        Spread uiTasks,
        int pulses,
        Spread layouts,
        int sliderMoves,
        Spread slider,
        boolean lastMoveShown,
        Spread heatmapPaints,
        Spread zoomPaints,
        Spread zoomFrames,
        double attributionMapMs,
        FeatureTable featureTable,
        RoutingMap routingMap,
        Comparison comparison,
        List<Step> steps) {
    /// A table of 131,072 features.
    ///
    /// @param filterMs from a new search to the table that shows what fits, the slowest of five
    /// @param sortMs from another order to the table that shows it, the slowest of four
    /// @param scrollP95Ms style and layout of a pulse while it is scrolled; 95 in 100 took no longer
    public record FeatureTable(double filterMs, double sortMs, double scrollP95Ms) {}

    /// The top experts of a long prompt in a large model.
    ///
    /// @param openMs from the model's answer to its map
    /// @param frameP95Ms from a turn of the wheel or a drag until the new picture was painted; 95 in 100 took no longer
    public record RoutingMap(int layers, int experts, int tokens, double openMs, double frameP95Ms) {}

    /// Two models side by side, from the click on a picture until it was painted, both models asked in between.
    ///
    /// @param model the second one
    /// @param tokensMs how both predict, token by token
    /// @param layersMs how their activations differ, from the same answer
    /// @param matrixMs how alike their layers are, over the texts that losses are measured on
    /// @param besideMs the same picture of both
    /// @param againMs from running another prompt to its tokens
    /// @param uiTasks what events and outcomes cost the UI thread meanwhile, one by one
    /// @param layouts what style and layout cost it in each pulse meanwhile
    /// @param longestHeldMs the longest of all of these
    /// @param cursorFrames from a move of the pointer over one of two pictures until both have the cursor there
    public record Comparison(String model, double tokensMs, double layersMs, double matrixMs, double besideMs,
            double againMs, Spread uiTasks, Spread layouts, double longestHeldMs, Spread cursorFrames) {}

    /// One step of the script.
    ///
    /// @param name what a person does
    /// @param wallMs how long it took until everything was at rest
    /// @param uiTasks what it cost the UI thread
    public record Step(String name, double wallMs, Spread uiTasks) {}

    public WindowBenchReport {
        steps = List.copyOf(steps);
    }
}
