package org.sextant.app.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.sextant.app.activations.DataTable;
import org.sextant.app.activations.Picture;

/// The tables behind pictures as one CSV. Prompts from a file have their number in a first column `prompt`.
final class CsvTables {
    private static final CSVFormat FORMAT = CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

    private CsvTables() {}

    static void write(List<Answer<Picture>> pictures, boolean many, Appendable out)
            throws IOException {
        CSVPrinter csv = new CSVPrinter(out, FORMAT);
        csv.printRecord(numbered(many, "prompt", pictures.getFirst().value().table().columns()));
        for (Answer<Picture> picture : pictures) {
            writeRows(picture.value().table(), many, Integer.toString(picture.number()), csv);
        }
        csv.flush();
    }

    private static void writeRows(DataTable table, boolean many, String number, CSVPrinter csv) throws IOException {
        try (Stream<List<String>> rows = table.rows().get()) {
            for (Iterator<List<String>> row = rows.iterator(); row.hasNext();) {
                csv.printRecord(numbered(many, number, row.next()));
            }
        }
    }

    private static List<String> numbered(boolean many, String first, List<String> rest) {
        if (!many) {
            return rest;
        }
        var all = new ArrayList<>(List.of(first));
        all.addAll(rest);
        return all;
    }
}
