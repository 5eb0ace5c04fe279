package dev.radin.api.v1alpha1;

import dev.radin.location.Credentials;
import dev.radin.location.Escapes;
import dev.radin.location.OwnName;
import dev.radin.location.Scheme;
import java.util.List;

/**
 * Patterns of the resource's fields and what is said where they are not kept. The API server's rules and
 * {@link SpecValidator} are both made of these, so that both refuse the same and say the same. The patterns mean the same
 * in Java and in RE2, take time in proportion to the text, and hold no double quote, so that CEL can quote them.
 */
final class FieldPatterns {

    /** A DNS label with room for the suffixes of Jobs. */
    static final String RESOURCE_NAME = "^[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?$";

    static final String RESOURCE_NAME_SAYS =
            "must be 1 to 40 lower-case letters, digits and dashes, with no dash at either end";

    static final String NAME = "^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$";
    static final String NAME_SAYS =
            "must be 1 to 63 letters, digits, dots, dashes and underscores, a letter or digit first";

    static final String DIGEST = "^sha256:[0-9a-f]{64}$";
    static final String DIGEST_SAYS = "should be sha256: and 64 hex digits, as sha256sum prints";

    static final String DECIMAL = "^[-+]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][-+]?[0-9]{1,2})?$";
    static final String DECIMAL_SAYS = "is no decimal number, such as \"0.5\"";
    static final String ABOVE_ZERO = "^[+]?[.0-9]*[1-9]";
    static final String ABOVE_ZERO_SAYS = "must be above zero";
    static final String ZERO = "^[-+]?[.0]+([eE].*)?$";

    static final String NAMESPACE = "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$";
    static final String NAMESPACE_SAYS =
            "must be 1 to 63 lower-case letters, digits and dashes, with no dash at either end";

    static final String MANAGER = "^[a-z0-9]([-a-z0-9.]*[a-z0-9])?/[A-Za-z0-9]([-A-Za-z0-9._/]*[A-Za-z0-9])?$";
    static final String MANAGER_CHANGED = "cannot be changed; delete the resource and create it anew";

    static final int MOST_URI_CHARACTERS = 2048;

    private static final String URI_CHARACTERS = "A-Za-z0-9._~!$&'()*+,;=:@%\\x{A1}-\\x{10FFFF}";

    /** In single characters, as Java follows alternatives by recursion: {@link Escapes#WRONG} looks at what % is followed by. */
    private static final String URI_PATH = "([" + URI_CHARACTERS + "-][" + URI_CHARACTERS + "/-]*)?$";

    private static final String FILES = "file:/(//)?|pvc://[a-z0-9][-a-z0-9.]*/";
    private static final String HOST = ")://\\w[-\\w.]*(:\\d+)?/";

    /** Of containers of Azure, which are no web servers. */
    private static final String CONTAINERS = "|https://\\w+[.](\\w+[.])?(blob|dfs)[.][-\\w.]+/";

    private static final String OF_WRITTEN = FILES + CONTAINERS;
    private static final String OF_LISTED = OF_WRITTEN + "|(hf|oci" + HOST;
    private static final String OF_READ = FILES + "|(hf|oci|https?" + HOST;

    /** Files of a machine, of a claim, of a hub, of a registry, of a web server. */
    static final String URI = "^(" + OF_READ + ")" + URI_PATH;

    /** Of folders that are looked into, which web servers do not let. */
    static final String LISTED = "^(" + OF_LISTED + ")" + URI_PATH;

    /** Of folders that are written to. */
    static final String WRITTEN = "^(" + OF_WRITTEN + ")" + URI_PATH;

    private static final String IN_A_BUCKET =
            "((s3[an]?|minio|gc?s|az)://|(abfs|wasb)s?://(\\w[-\\w]*@)?)\\w[-\\w.]*(/[^\\x00-\\x1F\\x7F]*)?$";

    /** Keys are taken letter by letter. */
    static final String OBJECT = "^" + IN_A_BUCKET;

    private static final String ESCAPED = ", with other characters (?, # and spaces too) as %XX, or s3://bucket/key";

    static final String URI_SAYS =
            "should be file:///folder/file, pvc://claim/folder/file, hf://owner/name or https://host/folder/file"
                    + ESCAPED;
    static final String FOLDER_SAYS = "should be file:///folder or pvc://claim/folder" + ESCAPED;
    static final String OTHER_STORE = "^" + Scheme.NAME + "://";
    static final String NOT_OTHER = "^(file|pvc|hf|oci|https?|s3[an]?|minio|gc?s|az|(abfs|wasb)s?):";
    static final String WEB = "^https?://";
    static final String ROOT = "^file:/*$";
    static final String ROOT_SAYS = "is the root; name a folder below it";

    static final String MODELS_MISSING = "is missing; list 2 to 256 models, or name folders that hold them, as in"
            + " modelsFrom: [{name: sweep, uri: file:///folder/sweep/}]";
    static final String ONE_MODEL = "lists one; give two or more, or name folders that hold others in spec.modelsFrom";
    static final String EVALUATOR_MISSING =
            "needs exactly one evaluator: torchScript or container, as in torchScript: {uri: file:///folder/architecture.pt}";
    static final String PROGRAM_MISSING = "is empty; it names the program that is started";
    static final String CONTROL_CHARACTER = "holds the character NUL, which no process can be given";
    static final String CALIBRATION_UNUSED =
            "is for torchScript, whose BatchNorm layers radin has measure it; a program of evaluator.container has its own ways";
    static final String OWN_NAME_UNREAD =
            "holds a name, as lm-eval:hellaswag is one, which only a program of evaluator.container can know; torchScript reads"
                    + " files, as file:///folder/file";
    static final String OWN_NAME_PINNED = "is for a file; a name is its own content";
    static final String OUTPUT_TWICE =
            "cannot be given together with outputKey; a dict has keys, a tuple has indexes: remove one of the two";
    static final int MOST_OF_A_ROLE = 8;
    /** Of every role; a single one of role Calibration. */
    static final int MOST_DATASETS = 2 * MOST_OF_A_ROLE + 1;

    static final String NO_VALIDATION = "has no dataset of role Validation; soups are chosen by one or more, as in"
            + " {name: val, role: Validation, uri: file:///folder/val.safetensors}";
    private static final String MANY = "lists more than " + MOST_OF_A_ROLE + " datasets of role ";
    static final String MANY_VALIDATION = MANY + "Validation; join some of them in one file";
    static final String MANY_TEST = MANY + "Test; join some of them in one file";
    static final String MANY_CALIBRATION = "lists more than one dataset of role Calibration; join them in one file";
    static final String WEIGHT_UNUSED = "is for role Validation, whose mean soups are chosen by; remove it";
    static final String TEST_URI_SAYS =
            "repeats a dataset of role Validation, which the choice will have seen; test on other data";
    static final String CALIBRATION_URI_SAYS =
            "repeats a dataset of role Test, which the choice must not see; measure BatchNorm on training data";
    static final String LISTED_MISSING = "is missing; strategy Listed evaluates the mixtures that it lists, as in"
            + " listed: {mixtures: [{name: both, members: [{model: a}, {model: b}]}]}";
    static final String LISTED_UNUSED = "is for strategy Listed; the type is ";
    static final String METRIC_OF_SCORES =
            "is for logits; of an evaluator that produces Scores the metric is their mean, so remove it";
    static final String CHOICE_OF_SCORES =
            "is Calibrated, which needs logits; an evaluator that produces Scores has ExpectedScore, Auto's default there,"
                    + " and HighestScore";
    static final List<String> NEED_ESTIMATES = List.of("Search", "Radin");
    static final String STRATEGY_OF_SCORES =
            "ranks soups by averaged logits, and the evaluator produces Scores; Auto, Greedy and Listed do without";
    static final String COMPARE_OF_SCORES =
            "names Radin, which ranks soups by averaged logits, and the evaluator produces Scores; Greedy can be compared with";
    static final String ADAPTER_UNUSED = "is for type Adapter; the type is Merged";
    static final String RADIN_UNUSED = "is for strategy Radin; the type is ";
    static final String TOP_K_MISSING = "is missing; metric TopKAccuracy needs its k, as in topKAccuracy: {k: 5}";
    static final String TOP_K_UNUSED = "is for metric TopKAccuracy; the type is ";
    static final String TWO_MEMBERS =
            "needs two models or more whose weights are above zero; single models are evaluated anyway";
    /** What API servers and etcd bear, as they note each member of a list that is merged; ten in each of 256 mixtures. */
    static final int MOST_MEMBERS = 2560;

    static final String MANY_MEMBERS =
            "hold more than " + MOST_MEMBERS + " members in all; list fewer mixtures, or smaller ones";
    static final String WEIGHT = "^([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][-+]?[0-9]{1,2})?$";
    static final String WEIGHT_SAYS = "is no decimal number of zero or more, such as \"0.5\"";
    static final String TOO_LARGE =
            "and at most 1048576 fit; list fewer mixtures in spec.strategy.listed, or give models shorter names and URIs";
    static final String QUANTITY_SAYS = "is no quantity above zero, such as 20Gi";

    private FieldPatterns() {}

    /** The same patterns and words, in the API server's language. */
    static final class Cel {

        static final String NAME = "self.matches(\"" + FieldPatterns.NAME + "\")";
        static final String NAME_SAYS = "'\"' + self + '\" " + FieldPatterns.NAME_SAYS + "'";

        static final String DIGEST = "self.matches(\"" + FieldPatterns.DIGEST + "\")";
        static final String DIGEST_SAYS = "'\"' + self + '\" " + FieldPatterns.DIGEST_SAYS + "'";

        // Each rule may cost only so much, so what a URI has to be is said in three.
        private static final String OR_IN_A_BUCKET = ")([^/]|$)|" + IN_A_BUCKET + ")\")";

        static final String URI = "self.matches(r\"^((" + OF_READ + OR_IN_A_BUCKET;
        static final String LISTED = "self.matches(r\"^((" + OF_LISTED + OR_IN_A_BUCKET;
        static final String WRITTEN = "self.matches(r\"^((" + OF_WRITTEN + OR_IN_A_BUCKET;

        static final String ESCAPED = "!self.matches(\"^(file|pvc|hf|oci|https?):\") || self.matches(r\"^["
                + URI_CHARACTERS + "/-]*$\") && !self.matches(\"" + Escapes.WRONG + "\")";
        static final String NO_SECRETS = "!self.matches(\"^[agmsw]\") || !self.matches(\"" + Credentials.OPTION + "\")";

        private static final String FORM_SAYS = "self.matches(\"" + Credentials.PATTERN + "\") ? '" + Credentials.SAYS
                + "' : '\"' + self + '\" ' + (!self.matches(\"" + NOT_OTHER + "\") && self.matches(\"" + OTHER_STORE
                + "\") ? '" + Scheme.UNREACHABLE + "' : ";
        private static final String ON_THE_WEB = FORM_SAYS + "self.matches(\"" + WEB + "\") ? '";
        private static final String OR_READ_ONLY = "' : self.startsWith('hf:') ? '" + Scheme.HUB_IS_READ
                + "' : self.startsWith('oci:') ? '" + Scheme.OCI_IS_READ;

        static final String URI_SAYS = FORM_SAYS + "'" + FieldPatterns.URI_SAYS + "')";
        static final String LISTED_SAYS = ON_THE_WEB + Scheme.NO_LISTS + "' : '" + FOLDER_SAYS + "')";
        static final String WRITTEN_SAYS =
                ON_THE_WEB + Scheme.WEB_IS_READ + OR_READ_ONLY + "' : '" + FOLDER_SAYS + "')";

        static final String ONE_EVALUATOR = "has(self.torchScript) != has(self.container)";

        private static final String OWN_NAME = ".matches(r\"" + OwnName.FORM + "\")";
        private static final String PLACES = ".matches(\"(?i)" + OwnName.PLACES + "\")";

        /** Of a dataset, which may be a program's own business. */
        static final String DATASET_URI = URI + " || self" + OWN_NAME + " && !self" + PLACES;

        static final String OWN_NAMES_READ =
                "has(self.evaluator.container) || self.datasets.all(d, d.uri" + PLACES + " || !d.uri" + OWN_NAME + ")";

        private static final String NO_SCORES =
                "!(has(self.evaluator.container) && has(self.evaluator.container.produces) &&"
                        + " self.evaluator.container.produces == 'Scores') || ";

        static final String METRIC_WITH_LOGITS = NO_SCORES + "!has(self.metric)";
        static final String CHOICE_WITH_LOGITS =
                NO_SCORES + "!has(self.choice) || !has(self.choice.type) || self.choice.type != 'Calibrated'";
        static final String STRATEGY_WITH_LOGITS = NO_SCORES
                + "!has(self.strategy) || !has(self.strategy.type) || !(self.strategy.type in ['Search', 'Radin'])";
        static final String COMPARE_WITH_LOGITS =
                NO_SCORES + "!has(self.strategy) || !has(self.strategy.compare) || !('Radin' in self.strategy.compare)";

        static final String NOT_ROOT = "!self.matches(\"" + ROOT + "\")";
        static final String NOT_ROOT_SAYS = "self + ' " + ROOT_SAYS + "'";

        static final String DECIMAL = "self.matches(\"" + FieldPatterns.DECIMAL + "\")";
        static final String DECIMAL_SAYS = "'\"' + self + '\" " + FieldPatterns.DECIMAL_SAYS + "'";

        static final String WEIGHT = "self.matches(\"" + FieldPatterns.WEIGHT + "\")";
        static final String WEIGHT_SAYS = "'\"' + self + '\" " + FieldPatterns.WEIGHT_SAYS + "'";

        static final String POSITIVE = DECIMAL + " && self.matches(\"" + ABOVE_ZERO + "\")";
        static final String POSITIVE_SAYS = DECIMAL + " ? self + ' " + ABOVE_ZERO_SAYS + "' : " + DECIMAL_SAYS;

        private Cel() {}
    }
}
