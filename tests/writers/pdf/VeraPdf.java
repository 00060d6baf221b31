// Validates PDFs with veraPDF's library: java VeraPdf.java PROFILE[,PROFILE…] FILE…
// One line for each file and profile: the verdict, the profile, the file, and the rules that are broken.
import java.io.File;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

public class VeraPdf {
  public static void main(String[] arguments) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    for (int i = 1; i < arguments.length; i++) {
      for (String profile : arguments[0].split(",")) {
        System.out.println(String.join("\t", validate(profile, arguments[i])));
      }
    }
  }

  static String[] validate(String profile, String file) throws Exception {
    PDFAFlavour flavour = PDFAFlavour.byFlavourId(profile);
    try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), flavour);
        PDFAValidator validator =
            Foundries.defaultInstance().createValidator(flavour, 10000, true, false, false)) {
      ValidationResult result = validator.validate(parser);
      TreeMap<String, String> broken = new TreeMap<>();
      for (TestAssertion each : result.getTestAssertions()) {
        if (each.getStatus() == TestAssertion.Status.FAILED) {
          String rule = each.getRuleId().getClause() + "-" + each.getRuleId().getTestNumber();
          broken.putIfAbsent(rule, each.getMessage());
        }
      }
      return new String[] {result.isCompliant() ? "PASS" : "FAIL", profile, file, broken.toString()};
    }
  }
}
