set -eu
cd ~/platform
cat > storage.tf <<'E'
# Buckets. What lies in a bucket that is public can be read by anyone who has or guesses the address.

# The pictures of the covers. The shop itself hands them out.
resource "aws_s3_bucket" "covers" {
  bucket = "sillon-covers"
}

resource "aws_s3_bucket_public_access_block" "covers" {
  bucket                  = aws_s3_bucket.covers.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# The customers' invoices, a copy for the accountant, who gets links that end after a day.
resource "aws_s3_bucket" "invoices" {
  bucket = "sillon-invoices"
}

resource "aws_s3_bucket_acl" "invoices" {
  bucket = aws_s3_bucket.invoices.id
  acl    = "private"
}

resource "aws_s3_bucket_public_access_block" "invoices" {
  bucket                  = aws_s3_bucket.invoices.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# The press kit: logo and pictures, for newspapers. Whoever wants them may have them.
resource "aws_s3_bucket" "press" {
  #checkov:skip=CKV_AWS_20:Press kit, for everyone on purpose; Tomas, change {{change}}
  #checkov:skip=CKV2_AWS_6:Press kit, for everyone on purpose; Tomas, change {{change}}
  bucket = "sillon-press"
}

resource "aws_s3_bucket_acl" "press" {
  bucket = aws_s3_bucket.press.id
  acl    = "public-read"
}
E
