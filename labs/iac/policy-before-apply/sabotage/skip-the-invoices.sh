# The tool is quiet, and the invoices are as public as before.
set -eu
cd ~/platform
git show 'HEAD^{/accountant gets}:storage.tf' > storage.tf
sed -i 's/^resource "aws_s3_bucket" "\(invoices\|press\)" {$/&\n  #checkov:skip=CKV_AWS_20:the accountant and the press need it, says Ines\n  #checkov:skip=CKV2_AWS_6:the accountant and the press need it, says Ines/' storage.tf
