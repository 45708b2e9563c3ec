import java.io.FileInputStream;
import java.nio.file.Path;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;

/** Asks veraPDF of every file named whether it is PDF/A-3a, for archives, and PDF/UA-1, for readers who do not see. Ends with 1 if one is not. */
public final class Check {
    private static final PDFAFlavour[] FLAVOURS = {PDFAFlavour.PDFA_3_A, PDFAFlavour.PDFUA_1};

    public static void main(String[] paths) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        boolean all = paths.length > 0;
        for (String path : paths) {
            for (PDFAFlavour flavour : FLAVOURS) {
                all &= holds(path, flavour);
            }
        }
        System.exit(all ? 0 : 1);
    }

    private static boolean holds(String path, PDFAFlavour flavour) throws Exception {
        try (PDFAParser file = Foundries.defaultInstance().createParser(new FileInputStream(path), flavour)) {
            ValidationResult found = Foundries.defaultInstance().createValidator(flavour, false).validate(file);
            System.out.printf("%s: %s %s, %d checks%n", Path.of(path).getFileName(), flavour, found.isCompliant() ? "holds" : "DOES NOT HOLD", found.getTotalAssertions());
            if (!found.isCompliant()) {
                found.getTestAssertions().stream().limit(10).forEach(broken -> System.out.println("  " + broken.getRuleId() + " " + broken.getMessage()));
            }
            return found.isCompliant();
        }
    }
}
