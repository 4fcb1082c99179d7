package org.sextant.app.chart;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DataTableTest {
    private final DataTable table = new DataTable(List.of("key_token", "head", "weight"),
            () -> Stream.of(List.of(DataCell.of("12"), DataCell.of(OptionalInt.empty()), DataCell.of(0.1f)),
                    List.of(DataCell.of(""), DataCell.of(3), DataCell.of(Float.NaN))));

    @Test
    void aTextOfDigitsStaysATextWhateverItsColumnIsCalled() {
        assertThat(table.records().findFirst().orElseThrow()).containsEntry("key_token", "12");
    }

    @Test
    void whatIsNoNumberIsNullInJsonAndSaysSoInCsv() throws IOException {
        Map<String, ?> second = table.records().skip(1).findFirst().orElseThrow();
        var csv = new StringWriter();
        table.writeCsv(csv);

        assertThat(second.get("weight")).isNull();
        assertThat(second.get("head")).isEqualTo(3L);
        assertThat(csv).hasToString("key_token,head,weight\n12,,0.1\n\"\",3,NaN\n");
    }

    @Test
    void manyTablesShareOneHeader() throws IOException {
        var csv = new StringWriter();
        DataTable.writeCsv(Stream.of(0, 1).map(prompt -> table.behind("prompt", DataCell.of(prompt))), csv);

        assertThat(csv.toString().lines()).containsExactly("prompt,key_token,head,weight", "0,12,,0.1", "0,,3,NaN",
                "1,12,,0.1", "1,,3,NaN");
    }
}
