/* What a parcel of records costs, in cents, by its weight in grams. */
int postage(int grams)
{
    if (grams <= 0) return 0;
    if (grams <= 250) return 495;
    if (grams <= 1000) return 725;
    return 725 + 180 * ((grams - 1000 + 499) / 500);
}
