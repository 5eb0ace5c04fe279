package dev.radin.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import org.junit.jupiter.api.Test;

class MissingTest {

    private final Missing missing = new Missing();

    @Test
    void nothingMissingIsNoFault() {
        missing.collect(() -> "there");

        assertThatNoException().isThrownBy(missing::fail);
    }

    @Test
    void whatIsWrongWithManyIsSaidOfTheFirst() {
        lacks(Reason.InputNotFound, "s3://b/arch.pt: no such file; check the path, or copy it there");
        lacks(Reason.InputNotFound, "s3://b/a.pt: no such file; check the path, or copy it there");
        lacks(Reason.InputForbidden, "s3://c/b.pt: no credentials; tried AWS_ACCESS_KEY_ID");
        lacks(Reason.InputForbidden, "s3://c/c.pt: no credentials; tried AWS_ACCESS_KEY_ID");
        lacks(Reason.InputForbidden, "s3://c/d.pt: no credentials; tried AWS_ACCESS_KEY_ID");
        lacks(Reason.InputNotFound, "s3://b/val.pt: no such file; check the path, or copy it there");

        assertThatExceptionOfType(RadinException.class)
                .isThrownBy(missing::fail)
                .withMessage(
                        """
                        s3://b/arch.pt: no such file; check the path, or copy it there
                        s3://b/a.pt: likewise
                        s3://c/b.pt: no credentials; tried AWS_ACCESS_KEY_ID
                        s3://c/c.pt: likewise
                        s3://c/d.pt: likewise
                        s3://b/val.pt: no such file; check the path, or copy it there""")
                .satisfies(fault -> assertThat(fault.reason()).isEqualTo(Reason.InputNotFound));
    }

    /** Also where something else is wrong in between. */
    @Test
    void aServerThatFailsIsNamedOnce() {
        lacks(Reason.StorageFailed, "s3://b/arch.pt: cannot reach b:9000: connection refused");
        lacks(Reason.StorageFailed, "s3://b/a.pt: cannot reach b:9000: connection refused");
        lacks(Reason.InputNotFound, "c.pt: no such file; check the path, or copy it there");
        lacks(Reason.StorageFailed, "gs://d/d.pt: cannot reach d:80: connection refused");
        lacks(Reason.StorageFailed, "s3://b/val.pt: cannot reach b:9000: connection refused");

        assertThatExceptionOfType(RadinException.class)
                .isThrownBy(missing::fail)
                .withMessage(
                        """
                        s3://b/arch.pt: cannot reach b:9000: connection refused
                        c.pt: no such file; check the path, or copy it there
                        gs://d/d.pt: cannot reach d:80: connection refused""")
                .satisfies(fault -> assertThat(fault.reason()).isEqualTo(Reason.StorageFailed));
    }

    private void lacks(Reason reason, String message) {
        missing.collect(() -> {
            throw new RadinException(reason, message);
        });
    }
}
