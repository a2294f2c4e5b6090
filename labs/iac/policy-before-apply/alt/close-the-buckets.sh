# No ACL at all, one access block for both, and a policy instead of an ACL for the press kit.
set -eu
cd ~/platform
cat > storage.tf <<'E'
resource "aws_s3_bucket" "covers" {
  bucket = "sillon-covers"
}

resource "aws_s3_bucket" "invoices" {
  bucket = "sillon-invoices"
}

resource "aws_s3_bucket_public_access_block" "covers" {
  bucket                  = aws_s3_bucket.covers.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_public_access_block" "invoices" {
  bucket                  = aws_s3_bucket.invoices.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket" "press" {
  #checkov:skip=CKV2_AWS_6:the press kit is read by everyone, agreed in change {{change}}
  bucket = "sillon-press"
}

resource "aws_s3_bucket_policy" "press" {
  #checkov:skip=CKV_AWS_70:the press kit is read by everyone, agreed in change {{change}}
  bucket = aws_s3_bucket.press.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "s3:GetObject"
      Resource  = "${aws_s3_bucket.press.arn}/*"
    }]
  })
}
E
